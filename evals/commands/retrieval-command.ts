import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { environment } from '../../intake/commands/environment.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { cardsNamed } from '../cases/dataset-cards.ts'
import { buildSuiteReport } from '../report/build-suite.ts'
import { readRetrievalData } from '../retrieval/documents.ts'
import { searchDocuments } from '../retrieval/search-documents.ts'
import { hashCode, hashFiles } from '../run/fingerprint.ts'
import { finishReport } from '../run/finish-report.ts'
import { onInterrupt } from '../run/interrupt.ts'
import { createProgress } from '../run/progress.ts'
import { newRunId, openRunFolder } from '../run/run-folder.ts'
import { retrievalSuite } from '../suites/retrieval-suite.ts'
import { commandLine, parseSeed } from './flags.ts'
import { embedderKey, prepareEmbedder } from './prepare-embedder.ts'

const usage =
  'jiesu evals retrieval [--documents F] --questions F [--question-field question] [--answer-field answer] [--seed N] [--gate F] [--baseline F] [--card NAME] [--store] --out DIR'
const say = (text: string) => process.stdout.write(`${text}\n`)

function parseFlags(args: string[]) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    strict: true,
    options: {
      documents: text,
      questions: text,
      'question-field': { ...text, default: 'question' },
      'answer-field': { ...text, default: 'answer' },
      seed: { ...text, default: '1' },
      gate: text,
      baseline: text,
      card: text,
      store: { type: 'boolean', default: false },
      out: text,
    },
  })
  if (!values.questions) throw new AppError('command.usage', { usage })
  return { ...values, questions: values.questions }
}

/** `jiesu evals retrieval`: the product's search on any documents and questions, or on one file of question and answer pairs. */
export async function runRetrieval(args: string[]): Promise<number> {
  const flags = parseFlags(args)
  const config = loadConfig(environment())
  const interrupt = onInterrupt((text) => process.stderr.write(`\n${text}\n`))
  const command = commandLine(['retrieval', ...args])
  const embedder = await prepareEmbedder(config, { interrupt, command })
  try {
    return await run(flags, { config, embedder, command })
  } finally {
    interrupt.release()
    await embedder?.close()
  }
}

async function run(
  flags: ReturnType<typeof parseFlags>,
  { config, embedder, command }: { config: Config; embedder: Embedder | null; command: string },
): Promise<number> {
  const started = performance.now()
  const data = await readRetrievalData(flags, {
    question: flags['question-field'],
    answer: flags['answer-field'],
  })
  for (const warning of data.warnings) say(`注意：${warning}`)
  const files = [flags.documents, flags.questions].filter((file) => file !== undefined)
  const model = embedderKey(embedder)
  const fingerprint = { data: await hashFiles(files), code: await hashCode(), model }
  const now = new Date()
  const id = newRunId('retrieval', now)
  const dir = flags.out ?? join(config.dataDir, 'evals', id)
  const folder = await openRunFolder({ dir, id, command, settings: fingerprint, now })
  const progress = createProgress('检索', data.questions.length)
  const results = await searchDocuments(data, {
    embedder,
    progress: (done, total) => progress.note(`准备向量 ${done}/${total}`),
    asked: progress.step,
  })
  progress.end()
  const seed = parseSeed(flags.seed)
  const suite = buildSuiteReport(retrievalSuite, results, {
    seed,
    threshold: null,
    fields: ['length'],
    notes: [`${data.documents.length} 份文档，${data.questions.length} 个问题。`],
  })
  return finishReport({
    folder,
    say,
    started,
    run: {
      command,
      reproduce: `npx jiesu evals report ${dir} --case {id}`,
      seed,
      split: 'all',
      embedder: model,
      ablation: 'all',
      noise: 'none',
      fingerprint,
    },
    suites: [suite],
    results,
    warnings: data.warnings,
    datasets: await cardsNamed(flags.card),
    gate: flags.gate,
    baseline: flags.baseline,
    store: flags.store ? config : undefined,
  })
}
