import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../../db/kernel/errors.ts'
import { datasetDir } from '../cases/dataset-dir.ts'
import { defaultSlices } from '../cases/slices.ts'
import { type NoiseSetting, parseNoise } from '../noise/make-noise.ts'
import type { SplitChoice } from '../run/load-dataset.ts'
import { suiteNames, suites } from '../run/suite-list.ts'
import { parseSeed, splitList, spreadLists } from './flags.ts'

export const runUsage =
  'jiesu evals run <suite…|all> [--data DIR|FILE] [--split dev|holdout|all] [--case ID…] [--baseline FILE] [--write-baseline FILE] [--gate FILE] [--out DIR] [--resume RUN] [--seed N] [--slice FIELD…] [--ablate rules|classifier|neighbours|all|all+llm] [--noise KIND@RATE] [--robustness] [--url ws://…] [--show-holdout] [--store] [--progress-lines]'

export interface RunFlags {
  suites: string[]
  data: string
  split: SplitChoice
  ids: string[]
  baseline: string | undefined
  writeBaseline: string | undefined
  gate: string | undefined
  out: string | undefined
  seed: number
  slices: string[]
  ablation: string
  noise: NoiseSetting | null
  robustness: boolean
  url: string | undefined
  showHoldout: boolean
  store: boolean
  progressLines: boolean
}

/** The wanted suites, by their stable names. */
export function chooseSuites(names: readonly string[]): string[] {
  if (names.length === 0) throw new AppError('command.usage', { usage: runUsage })
  if (names.includes('all')) return suites.map((s) => s.name)
  for (const name of names) {
    if (!suiteNames.includes(name)) {
      throw new AppError('evals.suite-unknown', { suite: name, known: suiteNames.join('、') })
    }
  }
  return [...new Set(names)]
}

const text = { type: 'string' } as const
const list = { type: 'string', multiple: true } as const

/** Held-back cases are held back from those who tune this program: one's own data are measured whole. */
function parseSplit(value: string | undefined, data: string): SplitChoice {
  if (value === undefined) return data === datasetDir ? 'dev' : 'all'
  if (value === 'dev' || value === 'holdout' || value === 'all') return value
  throw new AppError('command.usage', { usage: runUsage })
}

export function parseRunFlags(args: readonly string[]): RunFlags {
  const { values, positionals } = parseArgs({
    args: spreadLists(args, ['slice', 'case']),
    strict: true,
    allowPositionals: true,
    options: {
      data: text,
      split: text,
      case: list,
      baseline: text,
      'write-baseline': text,
      gate: text,
      out: text,
      seed: { ...text, default: '1' },
      slice: list,
      ablate: { ...text, default: 'all' },
      noise: text,
      robustness: { type: 'boolean', default: false },
      url: text,
      'show-holdout': { type: 'boolean', default: false },
      store: { type: 'boolean', default: false },
      'progress-lines': { type: 'boolean', default: false },
    },
  })
  const ids = splitList(values.case)
  const data =
    values.data === undefined || resolve(values.data) === resolve(datasetDir)
      ? datasetDir
      : values.data
  const slices = splitList(values.slice)
  return {
    suites: chooseSuites(positionals),
    data,
    // A case that is asked for by name is looked for in both splits.
    split: ids.length > 0 ? 'all' : parseSplit(values.split, data),
    ids,
    baseline: values.baseline,
    writeBaseline: values['write-baseline'],
    gate: values.gate,
    out: values.out,
    seed: parseSeed(values.seed),
    slices: slices.length > 0 ? slices : defaultSlices,
    ablation: values.ablate,
    noise: values.noise === undefined ? null : parseNoise(values.noise),
    robustness: values.robustness,
    url: values.url,
    // One's own held-back cases are no secret from oneself.
    showHoldout: values['show-holdout'] || data !== datasetDir,
    store: values.store,
    progressLines: values['progress-lines'],
  }
}
