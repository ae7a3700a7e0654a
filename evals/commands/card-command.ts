import { parseArgs } from 'node:util'
import { AppError } from '../../db/kernel/errors.ts'
import { cardsOf, readCards } from '../cases/dataset-cards.ts'
import { datasetDir } from '../cases/dataset-dir.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** `jiesu evals card [DATASET]`: where the data come from, what may be done with them, how large they are, what is wrong with them. */
export async function runCard(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    strict: true,
    allowPositionals: true,
    options: { data: { type: 'string' } },
  })
  const dir = values.data ?? datasetDir
  const cards = await readCards(dir)
  const [name] = positionals
  if (name === undefined) {
    for (const card of cards) say(`${card.name}@${card.version}  ${card.title}`)
    return 0
  }
  const found = cards.find((card) => card.name === name)
  if (!found) {
    const known = cards.map((card) => card.name).join('、')
    throw new AppError('evals.card-unknown', { name, known })
  }
  const [card] = await cardsOf(dir, found.files)
  for (const [key, value] of Object.entries({ ...found, n: card?.n ?? 0 })) {
    say(`${key.padEnd(12)} ${Array.isArray(value) ? value.join('、') : String(value)}`)
  }
  return 0
}
