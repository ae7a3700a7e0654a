import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { EvalsProcess } from '../eval-runs/run-evals-process.ts'
import type { keptRun as keptRunSchema } from '../protocol/eval-api.ts'

type KeptRun = z.infer<typeof keptRunSchema>
type Summary = KeptRun['summary']

/** A finished run as `jiesu evals run` leaves it; what a test does not care about stands. */
export function keptRun(
  summary: Partial<Summary>,
  cases: KeptRun['verdicts']['cases'] = {},
): KeptRun {
  return {
    summary: {
      run: 'one',
      command: 'npx jiesu evals run unit',
      started_at: '2026-03-02T08:00:00.000Z',
      finished_at: '2026-03-02T08:01:00.000Z',
      split: 'dev',
      seed: 1,
      embedder: 'hash',
      ablation: 'all',
      noise: 'none',
      machine: 'm',
      wall_seconds: 60,
      peak_memory_mb: 300,
      fingerprint: { data: 'd', code: 'c', model: 'hash' },
      suites: [],
      skipped: [],
      gates: [],
      ...summary,
    },
    verdicts: { suites: ['unit'], cases },
  }
}

export async function writeKeptRun(dir: string, run: KeptRun): Promise<void> {
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'kept.json'), JSON.stringify(run))
  await writeFile(join(dir, 'report.json'), JSON.stringify({ run: run.summary.run }))
  await writeFile(join(dir, 'report.html'), `<!doctype html><p>${run.summary.run}</p>`)
}

/** A child process that ends with a code, and with last words. */
export function endedEvals(exited: Promise<number | null>, lastWords: string): EvalsProcess {
  return {
    exited,
    progress: () => ({ label: '建议', done: 3, total: 9 }),
    lastWords: () => lastWords,
    interrupted: () => false,
    stop: () => {},
  }
}
