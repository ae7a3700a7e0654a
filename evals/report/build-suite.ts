import { reliability, riskCoverage } from '../metrics/calibration.ts'
import { confusions, perClass } from '../metrics/classification.ts'
import type { Figure } from '../metrics/figure.ts'
import { treeDistance } from '../metrics/hierarchy.ts'
import { toClassified, toSure } from '../suites/figures.ts'
import type { MeasureOptions, Suite } from '../suites/suite.ts'
import type { CaseResult, SliceRow, SuiteReport } from './report-format.ts'

/** Below this a slice says "too few": an interval over twenty cases is wider than any difference worth acting on. */
export const MINIMUM_SLICE = 20
const MAX_CURVE_POINTS = 200
const MAX_CONFUSIONS = 60

/** Figures that could be measured; JSON has no NaN. */
function measured(figures: Record<string, Figure>): Record<string, Figure> {
  return Object.fromEntries(
    Object.entries(figures).filter(([, f]) => Number.isFinite(f.value) && !Number.isNaN(f.low)),
  )
}

function sliceRows(
  suite: Suite,
  results: readonly CaseResult[],
  options: MeasureOptions & { fields: readonly string[] },
): SliceRow[] {
  const rows: SliceRow[] = []
  for (const field of options.fields) {
    const groups = groupBy(results, field)
    for (const [value, group] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
      const figure =
        group.length < MINIMUM_SLICE
          ? null
          : (measured(suite.measure(group, options))[suite.headline] ?? null)
      rows.push({ field, value, n: group.length, figure })
    }
  }
  return rows
}

function groupBy(results: readonly CaseResult[], field: string): Map<string, CaseResult[]> {
  const groups = new Map<string, CaseResult[]>()
  for (const result of results) {
    const value = result.slices[field]
    if (value === undefined) continue
    const group = groups.get(value)
    if (group) group.push(result)
    else groups.set(value, [result])
  }
  return groups
}

function curve(results: readonly CaseResult[]) {
  const points = riskCoverage(toSure(results))
  const step = Math.max(1, Math.ceil(points.length / MAX_CURVE_POINTS))
  return points
    .filter((_, i) => i % step === 0 || i === points.length - 1)
    .map(({ coverage, precision }) => ({ coverage, precision }))
}

/** Confusions with their distance in the tree: a wrong sibling is not a wrong branch. */
function confusionRows(results: readonly CaseResult[]): SuiteReport['confusions'] {
  const distances = new Map(
    results.map((r) => [
      `${r.truth}\u0000${r.proposed}`,
      r.truth_path.length === 0 ? null : treeDistance(r.truth_path, r.proposed_path),
    ]),
  )
  return confusions(results.map(toClassified))
    .slice(0, MAX_CONFUSIONS)
    .map((pair) => ({
      ...pair,
      distance: distances.get(`${pair.truth}\u0000${pair.proposed}`) ?? null,
    }))
}

/** Everything a report says about one suite. */
export function buildSuiteReport(
  suite: Suite,
  results: readonly CaseResult[],
  options: MeasureOptions & { fields: readonly string[]; notes?: readonly string[] },
): SuiteReport {
  const scored = results.filter((r) => r.right !== null)
  const isRanked = scored.some((r) => r.ranked.length > 0)
  const isSure = scored.some((r) => r.p !== null)
  return {
    name: suite.name,
    zh: suite.zh,
    headline: suite.headline,
    n: scored.length,
    unscored: results.length - scored.length,
    metrics: measured(suite.measure(scored, options)),
    slices: sliceRows(suite, scored, options),
    reliability: isSure ? reliability(toSure(scored), 10).filter((bin) => bin.n > 0) : [],
    risk_coverage: isSure ? curve(scored) : [],
    confusions: isRanked ? confusionRows(scored) : [],
    per_class: isRanked
      ? perClass(scored.map(toClassified)).sort((a, b) => b.support - a.support)
      : [],
    notes: [...(options.notes ?? [])],
  }
}
