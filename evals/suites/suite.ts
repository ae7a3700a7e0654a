import type { Figure } from '../metrics/figure.ts'
import type { CaseResult } from '../report/report-format.ts'

export interface MeasureOptions {
  seed: number
  /** Threshold for 95 % precision that was chosen elsewhere; null = chosen on one half and applied to the other. */
  threshold: number | null
}

/** A named set of figures over judged cases. Judging and measuring are apart, so that a stored run can be measured again. */
export interface Suite {
  name: string
  zh: string
  /** The metric that stands first and that slices show. */
  headline: string
  measure(results: readonly CaseResult[], options: MeasureOptions): Record<string, Figure>
}
