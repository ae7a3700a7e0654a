import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { AppError } from '../../db/kernel/errors.ts'
import { type DatasetCard, datasetCard } from '../report/report-format.ts'
import { datasetDir } from './dataset-dir.ts'

function parseCard(file: string, text: string): DatasetCard {
  const parsed = datasetCard.safeParse(parse(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const detail = `${issue?.path.join('.')}: ${issue?.message}`
  throw new AppError('evals.unreadable', { file, line: 0, detail })
}

/** Reads the cards of a dataset folder (`cards/*.yaml`). */
export async function readCards(dir: string): Promise<DatasetCard[]> {
  const folder = join(dir, 'cards')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.yaml'))
  return Promise.all(
    names.sort().map(async (name) => {
      const file = join(folder, name)
      return parseCard(file, await readFile(file, 'utf8'))
    }),
  )
}

async function countLines(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line.trim() !== '').length
}

/** The cards that describe the files of a run, with the number of their cases. */
export async function cardsOf(dir: string, files: readonly string[]): Promise<DatasetCard[]> {
  const used = new Set(files.map((file) => basename(file)))
  const cards = (await readCards(dir)).filter((card) => card.files.some((file) => used.has(file)))
  return Promise.all(
    cards.map(async (card) => {
      const counts = await Promise.all(card.files.map((file) => countLines(join(dir, file))))
      return { ...card, n: counts.reduce((sum, n) => sum + n, 0) }
    }),
  )
}

/** The project's card of a public dataset, or a card file of one's own; none where none is named. */
export async function cardsNamed(name: string | undefined): Promise<DatasetCard[]> {
  if (name === undefined) return []
  const found = (await readCards(datasetDir)).filter((card) => card.name === name)
  if (found.length > 0) return found
  return [parseCard(name, await readFile(name, 'utf8').catch(() => ''))]
}
