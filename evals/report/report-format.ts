import { z } from 'zod'

/** `report.json` and `cases.jsonl`: what a run leaves behind, read again by `report`, `diff`, the gates and the console. */

/** JSON has no NaN: a figure that could not be measured is left out instead. */
export const figureFormat = z.object({ value: z.number(), low: z.number(), high: z.number() })

/** One case of one suite: what was right, what was proposed, why it was judged so. */
export const caseResult = z.object({
  suite: z.string(),
  id: z.string(),
  text: z.string(),
  /** Null: it could not be scored, which is not the same as wrong. */
  right: z.boolean().nullable(),
  reason: z.string().default(''),
  truth: z.string().default(''),
  proposed: z.string().default(''),
  acceptable: z.array(z.string()).default([]),
  ranked: z.array(z.string()).default([]),
  /** How sure the system was of its first answer. */
  p: z.number().nullable().default(null),
  truth_path: z.array(z.string()).default([]),
  proposed_path: z.array(z.string()).default([]),
  /** Rank of the first right result of a search; null = not found. */
  rank: z.number().nullable().default(null),
  /** Further numbers that figures are made of, by name. */
  values: z.record(z.string(), z.number()).default({}),
  /** Kinds of error with a weight in `evals/cost-weights.yaml`. */
  errors: z.array(z.string()).default([]),
  slices: z.record(z.string(), z.string()).default({}),
  evidence: z
    .array(z.object({ source: z.string(), text: z.string(), why: z.string() }))
    .default([]),
  nearest: z.array(z.object({ text: z.string(), label: z.string() })).default([]),
  ms: z.number().nullable().default(null),
})
export type CaseResult = z.infer<typeof caseResult>

export const sliceRow = z.object({
  field: z.string(),
  value: z.string(),
  n: z.number(),
  /** Null where there are too few cases to say anything. */
  figure: figureFormat.nullable(),
})
export type SliceRow = z.infer<typeof sliceRow>

export const suiteReport = z.object({
  name: z.string(),
  zh: z.string(),
  /** The metric that stands first. */
  headline: z.string(),
  n: z.number(),
  unscored: z.number(),
  metrics: z.record(z.string(), figureFormat),
  slices: z.array(sliceRow).default([]),
  reliability: z
    .array(
      z.object({
        from: z.number(),
        until: z.number(),
        n: z.number(),
        meanP: z.number(),
        accuracy: z.number(),
      }),
    )
    .default([]),
  risk_coverage: z.array(z.object({ coverage: z.number(), precision: z.number() })).default([]),
  confusions: z
    .array(
      z.object({
        truth: z.string(),
        proposed: z.string(),
        count: z.number(),
        distance: z.number().nullable(),
      }),
    )
    .default([]),
  per_class: z
    .array(
      z.object({
        label: z.string(),
        support: z.number(),
        precision: z.number(),
        recall: z.number(),
        f1: z.number(),
      }),
    )
    .default([]),
  notes: z.array(z.string()).default([]),
})
export type SuiteReport = z.infer<typeof suiteReport>

export const gateResult = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
})
export type GateResult = z.infer<typeof gateResult>

export const suiteChange = z.object({
  suite: z.string(),
  both: z.number(),
  newly_right: z.array(z.string()),
  newly_wrong: z.array(z.string()),
  /** McNemar's exact test on the cases where the two differ. */
  p: z.number(),
  figures: z.array(z.object({ metric: z.string(), before: figureFormat, now: figureFormat })),
})
export type SuiteChange = z.infer<typeof suiteChange>

export const noisePoint = z.object({
  noise: z.string(),
  rate: z.number(),
  suite: z.string(),
  metric: z.string(),
  n: z.number(),
  figure: figureFormat,
})
export type NoisePoint = z.infer<typeof noisePoint>

export const datasetCard = z.object({
  name: z.string(),
  version: z.string(),
  title: z.string(),
  source: z.string(),
  licence: z.string(),
  made_up: z.boolean(),
  files: z.array(z.string()),
  split: z.string(),
  labels: z.string(),
  known_bias: z.string(),
  n: z.number().optional(),
})
export type DatasetCard = z.infer<typeof datasetCard>

export const runInfo = z.object({
  id: z.string(),
  command: z.string(),
  /** Repeats one case; `{suite}` and `{id}` are filled in on its card. */
  reproduce: z.string(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  seed: z.number(),
  split: z.string(),
  embedder: z.string(),
  ablation: z.string(),
  noise: z.string(),
  /** SHA-256 over what was measured, so that two runs can be told apart or known to be the same. */
  fingerprint: z.object({ data: z.string(), code: z.string(), model: z.string() }),
  machine: z.string(),
  wall_seconds: z.number(),
  peak_memory_mb: z.number(),
  model_tokens: z.number(),
  model_cost: z.number(),
})
export type RunInfo = z.infer<typeof runInfo>

export const reportFormat = z.object({
  format: z.literal(1),
  run: runInfo,
  suites: z.array(suiteReport),
  /** Suites that were asked for and could not be run, with the reason. */
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
  leakage: z.array(z.string()),
  /** What was left aside in the data: keys and lines that the format does not know. */
  warnings: z.array(z.string()).default([]),
  datasets: z.array(datasetCard),
  gates: z.array(gateResult),
  changes: z.array(suiteChange),
  noise: z.array(noisePoint),
  /** Agreement of two labellers, where there are double labels. */
  agreement: z.array(z.object({ field: z.string(), n: z.number(), kappa: z.number() })),
})
export type Report = z.infer<typeof reportFormat>
