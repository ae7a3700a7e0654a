import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { environment } from '../../intake/commands/environment.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { cardsOf } from '../cases/dataset-cards.ts'
import { datasetDir } from '../cases/dataset-dir.ts'
import { defaultSlices } from '../cases/slices.ts'
import type { CaseResult } from '../report/report-format.ts'
import { hashCode, hashFiles } from '../run/fingerprint.ts'
import { finishReport } from '../run/finish-report.ts'
import { type Interrupt, onInterrupt } from '../run/interrupt.ts'
import { labelAgreement } from '../run/label-agreement.ts'
import { type Dataset, loadDataset } from '../run/load-dataset.ts'
import { createLineProgress } from '../run/progress.ts'
import { runEvaluation } from '../run/run-evaluation.ts'
import { newRunId, openRunFolder, type RunFolder, readRunArguments } from '../run/run-folder.ts'
import { suites as allSuites } from '../run/suite-list.ts'
import { modelKey, modelNotes } from '../run/with-model.ts'
import { commandLine } from './flags.ts'
import { embedderKey, prepareEmbedder } from './prepare-embedder.ts'
import { parseRunFlags, type RunFlags } from './run-flags.ts'

/** Slices of a whole run stand in every report. */
const wholeRun: readonly string[] = ['embedder', 'model']
const say = (text: string) => process.stdout.write(`${text}\n`)
const projectBaseline = fileURLToPath(new URL('../baseline.json', import.meta.url))

/** `--resume RUN` repeats the stored arguments in the stored folder. */
async function resumeArguments(args: readonly string[]): Promise<readonly string[]> {
  const at = args.indexOf('--resume')
  if (at < 0) return args
  const dir = args[at + 1] ?? ''
  const stored = await readRunArguments(dir)
  if (!stored) throw new AppError('evals.run-unknown', { run: dir })
  return [...stored.filter((arg, i) => arg !== '--out' && stored[i - 1] !== '--out'), '--out', dir]
}

interface Prepared {
  flags: RunFlags
  args: readonly string[]
  config: Config
  embedder: Embedder | null
  interrupt: Interrupt
  command: string
}

/** `jiesu evals run`: the suites over the datasets; exit code 0 all gates hold, 1 a gate fails, 2 it could not run. */
export async function runRun(given: string[]): Promise<number> {
  const args = await resumeArguments(given)
  const flags = parseRunFlags(args)
  const config = loadConfig(environment())
  const interrupt = onInterrupt((text) => process.stderr.write(`\n${text}\n`))
  const command = commandLine(['run', ...args])
  const embedder = await prepareEmbedder(config, { interrupt, command })
  try {
    return await evaluate({ flags, args, config, embedder, interrupt, command })
  } finally {
    interrupt.release()
    await embedder?.close()
  }
}

async function evaluate(prepared: Prepared): Promise<number> {
  const { flags, config, embedder, interrupt, command } = prepared
  const started = performance.now()
  const [pack, dataset] = await Promise.all([readPack(config.packDir), loadDataset(flags)])
  const model = `${embedderKey(embedder)} ${pack.meta.code}@${pack.content_hash.slice(0, 12)}${modelKey(flags.ablation, config)}`
  const fingerprint = { data: await hashFiles(dataset.files), code: await hashCode(), model }
  const folder = await openFolder(prepared, fingerprint)
  for (const warning of dataset.warnings) say(`注意：${warning}`)
  if (folder.resumed > 0) say(`接着上次：已有 ${folder.resumed} 个答案。`)
  const context = {
    folder,
    interrupt,
    resumeCommand: `npx jiesu evals run --resume ${folder.dir}`,
    ...(flags.progressLines ? { progress: createLineProgress } : {}),
  }
  const found = await runEvaluation({ ...flags, dataset, pack, embedder, config, context })
  const warnings = [
    ...dataset.warnings,
    ...unknownSlices(flags.slices, found.results),
    ...modelNotes(found.model),
  ]
  for (const warning of warnings.slice(dataset.warnings.length)) say(`注意：${warning}`)
  const noise = flags.noise ? `${flags.noise.kind}@${flags.noise.rate}` : 'none'
  const { seed, split, ablation } = flags
  const run = { command, seed, split, ablation, noise, fingerprint }
  const code = await finishReport({
    ...found,
    folder,
    say,
    started,
    run: { ...run, reproduce: reproduceCommand(flags), embedder: embedderKey(embedder) },
    datasets: await cardsOf(datasetDir, dataset.files),
    warnings,
    agreement: labelAgreement(dataset.labelledTwice),
    gate: flags.gate,
    baseline: flags.baseline ?? (flags.data === datasetDir ? projectBaseline : undefined),
    writeBaseline: flags.writeBaseline,
    store: flags.store ? config : undefined,
  })
  if (split !== 'dev' && flags.ids.length === 0) remindHoldout(dataset, folder, command)
  return code
}

/** A slice that no case has is a typing mistake, or a file without that field: an empty table would not say so. */
function unknownSlices(wanted: readonly string[], results: readonly CaseResult[]): string[] {
  const known = new Set(results.flatMap((result) => Object.keys(result.slices)))
  const missing = wanted.filter(
    (field) => !known.has(field) && !defaultSlices.includes(field) && !wholeRun.includes(field),
  )
  if (missing.length === 0) return []
  return [`没有例子带分组字段“${missing.join('、')}”；有的是 ${[...known].sort().join('、')}。`]
}

function openFolder(prepared: Prepared, fingerprint: unknown): Promise<RunFolder> {
  const { flags, args, config, command } = prepared
  const now = new Date()
  const name = flags.suites.length === allSuites.length ? 'all' : flags.suites.join('-')
  const id = newRunId(name, now)
  const { seed, ablation, noise, data } = flags
  return openRunFolder({
    dir: resolve(flags.out ?? join(config.dataDir, 'evals', id)),
    id,
    command,
    args,
    // Suites and split may differ: the answer to a case is the same.
    settings: { fingerprint, seed, ablation, noise, data },
    now,
  })
}

function reproduceCommand({ data, ablation, noise, seed }: RunFlags): string {
  const parts = ['npx jiesu evals run {suite} --case {id}']
  if (data !== datasetDir) parts.push(`--data ${data}`)
  if (ablation !== 'all') parts.push(`--ablate ${ablation}`)
  if (noise) parts.push(`--noise ${noise.kind}@${noise.rate} --seed ${seed}`)
  return parts.join(' ')
}

function remindHoldout(dataset: Dataset, folder: RunFolder, command: string): void {
  const { requests, emergencies, questions, dialogues, duplicates } = dataset
  const all = [...requests, ...emergencies, ...questions, ...dialogues, ...duplicates]
  const held = all.filter((c) => c.split === 'holdout').length
  if (held === 0) return
  say(
    `用了 ${held} 个保留例。请在 docs/accuracy.md 的“保留例的使用记录”里加一行：| ${folder.startedAt.slice(0, 10)} | \`${command}\` | ${held} | 用途 |`,
  )
}
