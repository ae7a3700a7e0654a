import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GateModel } from '../../dispatch/model/retrain-model-job.ts'
import { readFinishedRun } from '../eval-runs/read-finished-run.ts'
import { type EvalsProcess, startEvalsProcess } from '../eval-runs/run-evals-process.ts'

/** What depends on the learnt classes and leads; the other suites cannot change. */
const suites = ['emergency', 'triage', 'kind', 'category', 'unit', 'deadline', 'end-to-end']
const LOOK_MS = 2_000

/**
 * Lets the evaluation suite judge the model in a file, in a process of its own: `jiesu evals run … --gate` with CLASS_MODEL. Where
 * a gate fails, its sentence is the reason.
 */
export const gateModel: GateModel = async (file, onProgress) => {
  const out = await mkdtemp(join(tmpdir(), 'jiesu-gate-'))
  try {
    const child = startEvalsProcess({ suites, out, env: { CLASS_MODEL: file } })
    const code = await watch(child, onProgress)
    if (code !== 0 && code !== 1) {
      return { ok: false, verdict: child.lastWords() || '评测进程没有完成' }
    }
    const { gates } = (await readFinishedRun(out)).summary
    const texts = (right: boolean) =>
      gates.filter(({ ok }) => ok === right).map(({ name, detail }) => `${name}：${detail}`)
    return code === 0
      ? { ok: true, verdict: [`${gates.length} 道门槛全部通过`, ...texts(true)].join('；') }
      : { ok: false, verdict: texts(false).join('；') || '有门槛没有通过' }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

/** Tells how far the child is until it ends. */
async function watch(child: EvalsProcess, onProgress: (text: string) => void) {
  const timer = setInterval(() => {
    const progress = child.progress()
    if (progress) onProgress(`评测 ${progress.label} ${progress.done}/${progress.total}`)
  }, LOOK_MS)
  try {
    return await child.exited
  } finally {
    clearInterval(timer)
  }
}
