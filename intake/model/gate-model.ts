import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GateVerdict } from '../../dispatch/model/retrain-model-job.ts'
import { readFinishedRun } from '../eval-runs/read-finished-run.ts'
import { startEvalsProcess } from '../eval-runs/run-evals-process.ts'

/** What depends on the learnt classes; the other suites cannot change. */
const suites = ['emergency', 'triage', 'kind', 'category', 'unit', 'end-to-end']

/**
 * Lets the evaluation suite judge the model in a file, in a process of its own: `jiesu evals run … --gate` with CLASS_MODEL. Where
 * a gate fails, its sentence is the reason.
 */
export async function gateModel(file: string): Promise<GateVerdict> {
  const out = await mkdtemp(join(tmpdir(), 'jiesu-gate-'))
  try {
    const child = startEvalsProcess({ suites, out, env: { CLASS_MODEL: file } })
    const code = await child.exited
    if (code !== 0 && code !== 1) {
      return { ok: false, verdict: child.lastWords() || '评测进程没有完成' }
    }
    const { gates } = (await readFinishedRun(out)).summary
    const failed = gates.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}：${detail}`)
    return code === 0
      ? { ok: true, verdict: `${gates.length} 道门槛全部通过` }
      : { ok: false, verdict: failed.join('；') || '有门槛没有通过' }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}
