import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '../../db/kernel/config.ts'
import { createLog } from '../../db/kernel/log.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { environment } from '../../intake/commands/environment.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import { keepVectors } from '../../kb/embed/kept-vectors.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import { fitAnswers } from '../fit/fit-answers.ts'
import { fitTold } from '../fit/fit-told.ts'
import { createProgress } from '../run/progress.ts'

const unanswerableFile = new URL('../fit/unanswerable.txt', import.meta.url)

/** `jiesu evals fit-answers`: the weights of `kb/answer/judge.ts` and the curve of `kb/answer/told-chance.ts` (of the judge as it stands) for the configured embedder; prints them, changes nothing. */
export async function runFitAnswers(): Promise<number> {
  const config = loadConfig(environment())
  const made = await createEmbedder(config, createLog({ ...config, logLevel: 'warn' }))
  const embedder = made && (await keepVectors(made, join(config.dataDir, 'cache')))
  try {
    const pack = await readPack(config.packDir)
    const lines = (await readFile(unanswerableFile, 'utf8')).split('\n')
    const forms = pack.articles.reduce((sum, article) => sum + article.questions.length, 0)
    const progress = createProgress('拟合', forms)
    const options = {
      pack,
      embedder: embedder && ranksByVector(embedder.space) ? embedder : null,
      unanswerable: lines.filter((line) => line.trim() !== '' && !line.startsWith('#')),
      step: progress.step,
    }
    const judge = await fitAnswers(options)
    const told = await fitTold(options)
    progress.end()
    process.stdout.write(`${JSON.stringify({ ...judge, told }, null, 2)}\n`)
    return 0
  } finally {
    await embedder?.close()
  }
}
