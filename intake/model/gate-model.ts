import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../db/kernel/config.ts'
import type { GateVerdict, ModelGate } from '../../dispatch/model/retrain-model-job.ts'
import { readFinishedRun } from '../eval-runs/read-finished-run.ts'
import {
  type EvalsProcess,
  programGates,
  type StartEvals,
  startEvalsProcess,
} from '../eval-runs/run-evals-process.ts'
import { measuredTexts } from './measured-texts.ts'

/** What depends on the learnt classes and leads; the other suites cannot change. */
const suites = ['emergency', 'triage', 'kind', 'category', 'unit', 'deadline', 'end-to-end']
const LOOK_MS = 2_000

export interface GateOptions extends Pick<Config, 'evalData' | 'evalGates'> {
  /** Replaced in tests. */
  startEvals?: StartEvals
}

type Note = (text: string) => void

/**
 * Lets the evaluation suite judge a trained model, in a process of its own: `jiesu evals run … --gate` with CLASS_MODEL. Where a gate
 * fails, its sentence is the reason. A city's own cases (EVAL_DATA) have no figures of a release to keep up with: there the model
 * that serves is measured first, and the trained one must not be worse.
 */
export function createModelGate({
  evalData,
  evalGates,
  startEvals = startEvalsProcess,
}: GateOptions): ModelGate {
  const own = evalData === null ? [] : ['--data', evalData]
  const gates = ['--gate', evalGates ?? programGates]
  const run = (model: string | null, out: string, more: readonly string[]) =>
    startEvals({
      suites,
      out,
      flags: [...own, ...more],
      // Empty counts as absent: the pack's own.
      env: { CLASS_MODEL: model ?? '' },
    })
  return {
    measured: async () => (evalData === null ? new Set() : measuredTexts(evalData)),
    judge: async ({ candidate, serving }, onProgress) => {
      const dir = await mkdtemp(join(tmpdir(), 'jiesu-gate-'))
      try {
        const against: string[] = []
        if (evalData !== null) {
          const baseline = join(dir, 'serving.json')
          const more = ['--write-baseline', baseline]
          const before = run(serving, join(dir, 'serving'), more)
          const code = await watch(before, note('现用模型', onProgress))
          if (hasNotRun(code)) return notRun(before)
          against.push('--baseline', baseline)
        }
        const out = join(dir, 'candidate')
        const child = run(candidate, out, [...gates, ...against])
        const code = await watch(child, note('新模型', onProgress))
        return hasNotRun(code) ? notRun(child) : await verdictOf(out, code === 0)
      } finally {
        await rm(dir, { recursive: true, force: true })
      }
    },
  }
}

/** Exit code 1 is a gate that fails: the report says which. */
const hasNotRun = (code: number | null) => code !== 0 && code !== 1

function notRun(child: EvalsProcess): GateVerdict {
  return { ok: false, verdict: child.lastWords() || '评测进程没有完成' }
}

async function verdictOf(out: string, ok: boolean): Promise<GateVerdict> {
  const { gates } = (await readFinishedRun(out)).summary
  const texts = (right: boolean) =>
    gates.filter((gate) => gate.ok === right).map(({ name, detail }) => `${name}：${detail}`)
  return ok
    ? { ok, verdict: [`${gates.length} 道门槛全部通过`, ...texts(true)].join('；') }
    : { ok, verdict: texts(false).join('；') || '有门槛没有通过' }
}

const note =
  (which: string, onProgress: Note): Note =>
  (text) =>
    onProgress(`评测${which} ${text}`)

/** Tells how far the child is until it ends. */
async function watch(child: EvalsProcess, onProgress: Note) {
  const timer = setInterval(() => {
    const progress = child.progress()
    if (progress) onProgress(`${progress.label} ${progress.done}/${progress.total}`)
  }, LOOK_MS)
  try {
    return await child.exited
  } finally {
    clearInterval(timer)
  }
}
