import { bootstrap, type Figure } from '../metrics/figure.ts'
import { accuracyAtLevel, hierarchicalF, treeDistance } from '../metrics/hierarchy.ts'
import type { CaseResult } from '../report/report-format.ts'

const ROUNDS = 200
const mean = (list: readonly number[]) =>
  list.length === 0 ? Number.NaN : list.reduce((sum, v) => sum + v, 0) / list.length

/** Figures on a tree of classes: credit for the right parent, distance of what is wrong. */
export function treeFigures(results: readonly CaseResult[], seed: number): Record<string, Figure> {
  const cases = results
    .filter((r) => r.truth_path.length > 0)
    .map((r) => ({ truth: r.truth_path, proposed: r.proposed_path }))
  if (cases.length === 0) return {}
  const options = { seed, rounds: ROUNDS }
  return {
    level1: bootstrap(cases, (s) => accuracyAtLevel(s, 1), options),
    level2: bootstrap(cases, (s) => accuracyAtLevel(s, 2), options),
    hierarchical_f: bootstrap(cases, (s) => hierarchicalF(s).f, options),
    tree_distance: bootstrap(
      cases.map((c) => treeDistance(c.truth, c.proposed)),
      mean,
      options,
    ),
  }
}
