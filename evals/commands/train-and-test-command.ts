import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { environment } from '../../intake/commands/environment.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { cardsNamed } from '../cases/dataset-cards.ts'
import { historyResults } from '../history/history-results.ts'
import { historySuite } from '../history/history-suite.ts'
import { holdOut } from '../history/hold-out.ts'
import {
  findLabelField,
  type HistoryColumns,
  type HistoryRow,
  readHistory,
} from '../history/labelled-history.ts'
import { describeLeakage, findLeakage } from '../history/leakage.ts'
import { parseVoices } from '../history/parse-voices.ts'
import { trainAndTest } from '../history/train-and-test.ts'
import { plain, wilson } from '../metrics/figure.ts'
import { buildSuiteReport } from '../report/build-suite.ts'
import { hashCode, hashFiles } from '../run/fingerprint.ts'
import { finishReport } from '../run/finish-report.ts'
import { type Interrupt, onInterrupt } from '../run/interrupt.ts'
import { createProgress } from '../run/progress.ts'
import { newRunId, openRunFolder } from '../run/run-folder.ts'
import { commandLine, parseNumber, parseSeed, splitList, spreadLists } from './flags.ts'
import { embedderKey, prepareEmbedder } from './prepare-embedder.ts'

const usage =
  'jiesu evals train-and-test --task unit|category --train F… [--dev F…] [--test F…|--test-share 0.2] [--label FIELD] [--text a,b] [--group FIELD] [--where FIELD=VALUE] [--columns YAML] [--slice FIELD…] [--seed N] [--gate F] [--baseline F] [--card NAME] [--store] --out DIR'
const say = (text: string) => process.stdout.write(`${text}\n`)
const DEV_SHARE = 0.15
/** A dev that is split off at random is no better than any other part of train. */
const PARTS = 5
const tasks = ['unit', 'category'] as const

const columnsFile = z.strictObject({
  label: z.string().optional(),
  text: z.array(z.string()).optional(),
  group: z.string().optional(),
  where: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

function parseFlags(args: string[]) {
  const lists = ['train', 'dev', 'test', 'where', 'slice', 'text', 'without']
  const multiple = { type: 'string', multiple: true } as const
  const { values } = parseArgs({
    args: spreadLists(args, lists),
    strict: true,
    options: {
      task: { type: 'string', default: 'unit' },
      train: multiple,
      dev: multiple,
      test: multiple,
      label: { type: 'string' },
      text: multiple,
      group: { type: 'string' },
      where: multiple,
      columns: { type: 'string' },
      slice: multiple,
      seed: { type: 'string', default: '1' },
      gate: { type: 'string' },
      baseline: { type: 'string' },
      card: { type: 'string' },
      store: { type: 'boolean', default: false },
      'test-share': { type: 'string', default: '0.2' },
      without: multiple,
      out: { type: 'string' },
    },
  })
  const task = tasks.find((name) => name === values.task)
  const { train, test = [] } = values
  if (!task || !train?.length) throw new AppError('command.usage', { usage })
  return { ...values, task, train, test, without: parseVoices(splitList(values.without)) }
}
type Flags = ReturnType<typeof parseFlags>

const ablationOf = ({ without }: Flags) => ['all', ...without].join('-')

/** Flags win over the column file, which wins over the names that histories usually have. */
async function toColumns(flags: Flags): Promise<HistoryColumns> {
  const file = flags.columns ? columnsFile.parse(parse(await readFile(flags.columns, 'utf8'))) : {}
  const where = Object.entries(file.where ?? {}).map(([field, value]) => ({
    field,
    value: String(value),
  }))
  for (const condition of flags.where ?? []) {
    const [field = '', ...rest] = condition.split('=')
    where.push({ field, value: rest.join('=') })
  }
  const text = splitList(flags.text)
  return {
    label: flags.label ?? file.label ?? (await usualLabel(flags)),
    text: text.length > 0 ? text : (file.text ?? ['title', 'body', 'text']),
    group: flags.group ?? file.group ?? null,
    where,
  }
}

const usualLabels = {
  unit: ['unit', 'label'],
  category: ['category.1', 'category.0', 'category', 'label'],
} as const

const usualLabel = ({ train: [first = ''], task }: Flags) =>
  findLabelField(first, usualLabels[task])

interface Histories {
  train: HistoryRow[]
  dev: HistoryRow[]
  test: HistoryRow[]
  /** Rows that were left out, said aloud: a test set must not shrink unseen. */
  warnings: string[]
}

/** Without a test file a part of train is held back by groups; without a dev file another part. */
async function readAll(flags: Flags, columns: HistoryColumns): Promise<Histories> {
  const seed = parseSeed(flags.seed)
  const warnings: string[] = []
  const read = async (files: readonly string[]) => {
    const history = await readHistory(files, columns)
    warnings.push(...history.warnings)
    return history.rows
  }
  const all = await read(flags.train)
  const { rest, test } =
    flags.test.length > 0
      ? { rest: all, test: await read(flags.test) }
      : holdOut(all, { share: parseNumber('test-share', flags['test-share']), seed: seed + 1000 })
  if (flags.dev?.length) return { train: rest, dev: await read(flags.dev), test, warnings }
  const { rest: train, test: dev } = holdOut(rest, { share: DEV_SHARE, seed })
  return { train, dev, test, warnings }
}

function splitText({ dev, test, seed }: Flags): string {
  const devText = dev?.length ? 'dev 文件' : `开发集按组从训练集随机划出（种子 ${seed}）`
  const testText = test.length > 0 ? '测试文件' : '测试集按组从训练集随机划出，比按时间划分乐观'
  return `${devText}；${testText}`
}

async function measure(
  flags: Flags,
  rows: Histories,
  { columns, embedder }: { columns: HistoryColumns; embedder: Embedder | null },
) {
  const seed = parseSeed(flags.seed)
  const progress = createProgress('训练并测试', 1)
  const tested = await trainAndTest({
    ...rows,
    label: columns.label,
    embedder,
    seed,
    without: flags.without,
    ...(flags.dev?.length ? {} : { parts: PARTS }),
    progress: progress.note,
  })
  progress.end()
  const slices = splitList(flags.slice)
  const results = historyResults(tested.rows, {
    suite: flags.task,
    train: [...rows.train, ...rows.dev],
    label: columns.label,
    slices,
  })
  const { settings } = tested
  const how = tested.heldRows > rows.dev.length ? `训练集和开发集分 ${PARTS} 份轮流` : '开发集'
  const notes = [
    `${tested.classes} 类；训练 ${rows.train.length} 行，开发 ${rows.dev.length} 行，测试 ${rows.test.length} 行（${splitText(flags)}）；选定参数后用训练集加开发集重新拟合。`,
    `${how}选定：C=${settings.c}，各路权重 ${settings.weights.map((w) => w.toFixed(2)).join('/')}${settings.byLabel ? '（各类另调）' : ''}，少见标签补偿 ${settings.shift}，95% 阈值${Number.isFinite(tested.threshold) ? ` ${tested.threshold.toFixed(3)}` : '：没有达到'}。`,
  ]
  const suite = buildSuiteReport(historySuite(flags.task), results, {
    seed,
    threshold: tested.threshold,
    fields: ['length', 'label_frequency', ...slices],
    notes,
  })
  const right = Math.round(tested.heldTop1 * tested.heldRows)
  suite.metrics['dev_top1'] = wilson(right, tested.heldRows)
  suite.metrics['train_rows'] = plain(rows.train.length)
  return { suite, results }
}

/** `jiesu evals train-and-test`: fits on train, chooses on dev, reports on test, in one command. */
export async function runTrainAndTest(args: string[]): Promise<number> {
  const flags = parseFlags(args)
  const config = loadConfig(environment())
  const interrupt = onInterrupt((text) => process.stderr.write(`\n${text}\n`))
  const command = commandLine(['train-and-test', ...args])
  const embedder = await prepareEmbedder(config, { interrupt, command })
  try {
    return await run(flags, { config, embedder, command, interrupt })
  } finally {
    interrupt.release()
    await embedder?.close()
  }
}

async function run(
  flags: Flags,
  {
    config,
    embedder,
    command,
  }: { config: Config; embedder: Embedder | null; command: string; interrupt: Interrupt },
): Promise<number> {
  const started = performance.now()
  const columns = await toColumns(flags)
  const rows = await readAll(flags, columns)
  const leakage = describeLeakage(findLeakage([...rows.train, ...rows.dev], rows.test))
  for (const line of [...rows.warnings, ...leakage]) say(line)
  const now = new Date()
  const id = newRunId(flags.task, now)
  const files = [...flags.train, ...(flags.dev ?? []), ...flags.test]
  const fingerprint = {
    data: await hashFiles(files),
    code: await hashCode(),
    model: embedderKey(embedder),
  }
  const dir = flags.out ?? join(config.dataDir, 'evals', id)
  const folder = await openRunFolder({ dir, id, command, settings: { columns, fingerprint }, now })
  const { suite, results } = await measure(flags, rows, { columns, embedder })
  return finishReport({
    folder,
    say,
    started,
    run: {
      command,
      reproduce: `npx jiesu evals report ${dir} --case {id}`,
      seed: parseSeed(flags.seed),
      split: splitText(flags),
      embedder: embedderKey(embedder),
      ablation: ablationOf(flags),
      noise: 'none',
      fingerprint,
    },
    suites: [suite],
    results,
    leakage,
    warnings: rows.warnings,
    datasets: await cardsNamed(flags.card),
    gate: flags.gate,
    baseline: flags.baseline,
    store: flags.store ? config : undefined,
  })
}
