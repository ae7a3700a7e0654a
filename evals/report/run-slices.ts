import type { Baseline, BaselineEntry } from '../gates/baseline.ts'
import { MINIMUM_SLICE } from './build-suite.ts'
import type { RunInfo, SliceRow, SuiteReport } from './report-format.ts'

type Run = Pick<RunInfo, 'embedder' | 'ablation' | 'split' | 'fingerprint'>

const usesModel = ({ ablation }: Pick<Run, 'ablation'>) => ablation.endsWith('+llm')

/** A figure over too few cases is none. */
const enough = (n: number, figure: SliceRow['figure'] | undefined) =>
  n < MINIMUM_SLICE ? null : (figure ?? null)

function earlier(
  field: string,
  name: string,
  { suite, entry, run }: { suite: SuiteReport; entry: BaselineEntry; run: Run },
): SliceRow[] {
  const was = entry.suites.find((s) => s.name === suite.name)
  if (!was || entry.split !== run.split) return []
  const other = entry.data === run.fingerprint.data ? '' : '，数据有变动'
  // A chart cuts long names off: that it is no figure of this run comes first.
  const value = `基线 ${name}（${entry.date}${other}）`
  return [{ field, value, n: was.n, figure: enough(was.n, was.metrics[suite.headline]) }]
}

/**
 * The slices that a whole run is: its embedder and whether a language model took part. Beside each stands what the baselines say of the
 * other side, so that one report answers what a better embedder or a model is worth.
 */
export function runSlices(suite: SuiteReport, run: Run, baseline: Baseline | null): SliceRow[] {
  const figure = enough(suite.n, suite.metrics[suite.headline])
  const own = { n: suite.n, figure }
  const others = Object.entries(baseline?.embedders ?? {}).flatMap(([name, entry]) =>
    name === run.embedder ? [] : earlier('embedder', name, { suite, entry, run }),
  )
  const same = baseline?.embedders[run.embedder]
  const without = same && usesModel(run) ? earlier('model', '关', { suite, entry: same, run }) : []
  return [
    { field: 'embedder', value: run.embedder, ...own },
    ...others,
    { field: 'model', value: usesModel(run) ? '开' : '关', ...own },
    ...without,
  ]
}
