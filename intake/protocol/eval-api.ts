import { z } from 'zod'
import { evalSuites } from './eval-suites.ts'

/** The evaluator's page: what a run leaves in the database, and what the routes answer. */

const figure = { value: z.number(), low: z.number(), high: z.number() }

export const evalMetric = z.object({
  name: z.string(),
  zh: z.string(),
  unit: z.enum(['share', 'number', 'ms']),
  /** A rise is bad. */
  lower: z.boolean(),
  ...figure,
})
export type EvalMetric = z.infer<typeof evalMetric>

export const evalSuiteSummary = z.object({
  name: z.string(),
  zh: z.string(),
  headline: z.string(),
  n: z.number(),
  metrics: z.array(evalMetric),
})

/** What the history and a comparison need of a report. */
export const evalSummary = z.object({
  run: z.string(),
  command: z.string(),
  started_at: z.string(),
  finished_at: z.string(),
  split: z.string(),
  seed: z.number(),
  embedder: z.string(),
  ablation: z.string(),
  noise: z.string(),
  machine: z.string(),
  wall_seconds: z.number(),
  peak_memory_mb: z.number(),
  fingerprint: z.object({ data: z.string(), code: z.string(), model: z.string() }),
  suites: z.array(evalSuiteSummary),
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
  gates: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
})
export type EvalSummary = z.infer<typeof evalSummary>

/** Verdict of each case: one letter a suite, in the order of `suites` (`R` right, `W` wrong, `?` not scored, `-` not in it). */
export const evalVerdicts = z.object({
  suites: z.array(z.string()),
  cases: z.record(z.string(), z.string()),
})
export type EvalVerdicts = z.infer<typeof evalVerdicts>

/** `kept.json` of a run folder. */
export const keptRun = z.object({ summary: evalSummary, verdicts: evalVerdicts })

/** A line on standard error of `jiesu evals run --progress-lines`. */
export const evalProgress = z.object({ label: z.string(), done: z.number(), total: z.number() })

export const evalRunStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

// GET /api/v1/console/evaluations
export const evalRunItem = z.object({
  id: z.string(),
  state: z.enum(evalRunStates),
  source: z.enum(['console', 'command']),
  suites: z.array(z.string()),
  started_by: z.string().nullable(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
  progress: evalProgress.nullable(),
  cancelling: z.boolean(),
  problem: z.string().nullable(),
  gates: z.object({ ok: z.boolean(), total: z.number(), failed: z.array(z.string()) }).nullable(),
  /** Null until the run is done. */
  measured: evalSummary
    .pick({ embedder: true, split: true, ablation: true, noise: true, fingerprint: true })
    .nullable(),
  /** The first figure of each suite. */
  headlines: z.array(
    z.object({ suite: z.string(), zh: z.string(), n: z.number(), metric: evalMetric }),
  ),
})
export type EvalRunItem = z.infer<typeof evalRunItem>
export const evalRunList = z.object({ items: z.array(evalRunItem) })

// POST /api/v1/console/evaluations
const suiteNames = evalSuites.map((suite) => suite.name)
export const startEvalBody = z.strictObject({
  suites: z.array(z.enum(suiteNames)).min(1).max(suiteNames.length),
})

// GET /api/v1/console/evaluations/:runId
export const evalRunDetail = evalRunItem.extend({ summary: evalSummary.nullable() })
export type EvalRunDetail = z.infer<typeof evalRunDetail>

// GET /api/v1/console/evaluations/:runId/compare?with=
const moved = evalMetric.omit({ value: true, low: true, high: true }).extend({
  before: z.object(figure).nullable(),
  now: z.object(figure).nullable(),
})
export const evalComparison = z.object({
  before: evalRunItem,
  now: evalRunItem,
  /** Another data fingerprint: only cases of the same id can be compared. */
  same_data: z.boolean(),
  suites: z.array(
    z.object({
      name: z.string(),
      zh: z.string(),
      both: z.number(),
      newly_right: z.array(z.string()),
      newly_wrong: z.array(z.string()),
      /** McNemar's exact test on the cases where the two differ. */
      p: z.number(),
      metrics: z.array(moved),
    }),
  ),
})
export type EvalComparison = z.infer<typeof evalComparison>
