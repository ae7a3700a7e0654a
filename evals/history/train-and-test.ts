import { fitHistory, type HistorySettings } from '../../dispatch/classifier/fit-history.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { atThreshold, expectedCalibrationError, thresholdFor } from '../metrics/calibration.ts'
import { type Classified, hit, macroF1 } from '../metrics/classification.ts'
import { bootstrap, type Figure, plain, wilson } from '../metrics/figure.ts'
import type { HistoryRow } from './labelled-history.ts'

export interface TrainAndTestOptions {
  train: readonly HistoryRow[]
  dev: readonly HistoryRow[]
  test: readonly HistoryRow[]
  embedder: Embedder | null
  seed: number
  progress?: (text: string) => void
}

export interface TestedCase extends Classified {
  id: string
  text: string
  values: Record<string, unknown>
}

export interface TrainAndTestResult {
  metrics: Record<string, Figure>
  cases: TestedCase[]
  settings: HistorySettings
  /** Threshold for 95 % precision, chosen on the development split. */
  threshold: number
  classes: number
}

const REQUIRED_PRECISION = 0.95

function classify(
  rows: readonly HistoryRow[],
  predictions: readonly { ranked: { label: string }[]; p: number }[],
): TestedCase[] {
  return rows.map((row, i) => ({
    id: row.id,
    text: row.text,
    values: row.values,
    truth: row.label,
    ranked: (predictions[i]?.ranked ?? []).map((candidate) => candidate.label),
    p: predictions[i]?.p ?? 0,
  }))
}

const sure = (cases: readonly Classified[]) => cases.map((c) => ({ p: c.p, right: hit(c, 1) }))

function measure(
  cases: readonly TestedCase[],
  threshold: number,
  seed: number,
): Record<string, Figure> {
  const top = (k: number) => wilson(cases.filter((c) => hit(c, k)).length, cases.length)
  return {
    top1: top(1),
    top3: top(3),
    top5: top(5),
    macro_f1: bootstrap(cases, macroF1, { seed, rounds: 200 }),
    ece: bootstrap(cases, (sample) => expectedCalibrationError(sure(sample)), {
      seed,
      rounds: 200,
    }),
    coverage_at_95: bootstrap(cases, (s) => atThreshold(sure(s), threshold).coverage, {
      seed,
      rounds: 200,
    }),
    precision_at_95: bootstrap(cases, (s) => atThreshold(sure(s), threshold).precision, {
      seed,
      rounds: 200,
    }),
  }
}

/**
 * Fits the product's classifier, neighbours and fusion on a labelled history, chooses everything on dev and reports on test. The
 * threshold for 95 % precision comes from a fit on train that predicts dev; the tested model is refitted on train + dev.
 */
export async function trainAndTest(options: TrainAndTestOptions): Promise<TrainAndTestResult> {
  const { train, dev, test, seed } = options
  const model = await fitHistory(options)
  const threshold = thresholdFor(model.onDev, REQUIRED_PRECISION)
  options.progress?.('测试')
  const cases = classify(test, await model.predict(test.map((row) => row.text)))
  const metrics = measure(cases, threshold, seed)
  return {
    metrics: {
      ...metrics,
      dev_top1: wilson(model.onDev.filter((c) => c.right).length, dev.length),
      train_rows: plain(train.length),
    },
    cases,
    settings: model.settings,
    threshold,
    classes: new Set([...train, ...dev, ...test].map((row) => row.label)).size,
  }
}
