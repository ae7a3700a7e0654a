import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import type { RequestCase } from '../cases/case-formats.ts'
import { createNoiseMaker, type NoiseSetting } from '../noise/make-noise.ts'
import { buildSuiteReport } from '../report/build-suite.ts'
import type { CaseResult, NoisePoint, Report, SuiteReport } from '../report/report-format.ts'
import { latencyFigures } from '../suites/figures.ts'
import { createJudgeContext, readCostWeights } from '../suites/judge-context.ts'
import { fusionOf } from './ablation.ts'
import type { RunContext } from './answer-cases.ts'
import { createChatServer } from './chat-server.ts'
import { hideHoldout } from './hide-holdout.ts'
import { latencyRatio } from './latency-yardstick.ts'
import type { Dataset } from './load-dataset.ts'
import { noiseCurve } from './noise-curve.ts'
import { readClassModel } from './read-class-model.ts'
import { runSuites, type SuiteRun } from './run-suites.ts'
import { createSubjects } from './subjects.ts'
import { suites as allSuites } from './suite-list.ts'
import { createMeasuredModel, type MeasuredModel } from './with-model.ts'

export interface EvaluationOptions {
  suites: readonly string[]
  dataset: Dataset
  pack: Pack
  embedder: Embedder | null
  config: Config
  context: RunContext
  seed: number
  slices: readonly string[]
  ablation: string
  noise: NoiseSetting | null
  robustness: boolean
  url: string | undefined
  showHoldout: boolean
}

export interface Evaluation {
  suites: SuiteReport[]
  results: CaseResult[]
  skipped: Report['skipped']
  noise: NoisePoint[]
  model: MeasuredModel | null
}

function noisy(requests: readonly RequestCase[], options: EvaluationOptions): RequestCase[] {
  const { noise, pack, seed } = options
  if (noise === null) return [...requests]
  const makeNoise = createNoiseMaker(pack, seed)
  return requests.map((c) => makeNoise(c, noise))
}

function heldBack({
  requests,
  emergencies,
  questions,
  dialogues,
  duplicates,
}: Dataset): Set<string> {
  const cases = [...requests, ...emergencies, ...questions, ...dialogues, ...duplicates]
  return new Set(cases.filter((c) => c.split === 'holdout').map((c) => c.id))
}

const suiteNotes: Record<string, readonly string[]> = {
  'end-to-end': ['把握是系统对主办单位的把握：看它能为整条建议担保多少。'],
}

/** One report a suite; a suite that has no cases here is named with the reason. */
async function reportSuites(
  results: readonly CaseResult[],
  { suites, seed, slices, pack }: EvaluationOptions,
): Promise<Pick<Evaluation, 'suites' | 'skipped'>> {
  const reports: SuiteReport[] = []
  const skipped: Report['skipped'] = []
  for (const suite of allSuites.filter(({ name }) => suites.includes(name))) {
    const own = results.filter((r) => r.suite === suite.name)
    if (own.length === 0) {
      skipped.push({ name: suite.name, reason: '这份数据里没有它的例子。' })
      continue
    }
    const fields = [...slices, 'group', 'answerable', 'goal', 'relation']
    const notes = suiteNotes[suite.name] ?? []
    const report = buildSuiteReport(suite, own, { seed, threshold: null, fields, notes })
    Object.assign(report.metrics, latencyFigures(own))
    if (suite.name === 'end-to-end') {
      const ratio = await latencyRatio(pack, own)
      if (ratio) report.metrics['latency_ratio'] = ratio
    }
    reports.push(report)
  }
  return { suites: reports, skipped }
}

/** Answers, judges and measures: everything of a run but its files and gates. */
export async function runEvaluation(options: EvaluationOptions): Promise<Evaluation> {
  const { dataset, pack, embedder, config, context, suites, seed } = options
  const server = createChatServer(config, options.url)
  const trained = await readClassModel(config.classModel)
  const fusion = fusionOf(options.ablation)
  const measured = await createMeasuredModel(options.ablation, config)
  const languageModel = measured?.languageModel
  const subjects = createSubjects({ pack, embedder, fusion, trained, languageModel })
  const run: SuiteRun = {
    suites,
    dataset: { ...dataset, requests: noisy(dataset.requests, options) },
    pack,
    subjects,
    judge: createJudgeContext(pack, await readCostWeights()),
    context,
    chatUrl: server.chatUrl,
  }
  try {
    const results = await runSuites(run)
    if (results.length === 0) {
      throw new AppError('evals.no-cases', { suite: suites.join('、'), detail: '数据为空' })
    }
    const noise = options.robustness
      ? await noiseCurve({ ...run, dataset }, { makeNoise: createNoiseMaker(pack, seed), seed })
      : []
    const held = heldBack(dataset)
    const shown = options.showHoldout ? results : hideHoldout(results, (id) => held.has(id))
    const reported = await reportSuites(results, options)
    return { ...reported, results: shown, noise, model: measured }
  } finally {
    await server.stop()
  }
}
