import { fitHistory, type HistorySettings } from '../../dispatch/classifier/fit-history.ts'
import type { VoiceName } from '../../dispatch/classifier/history-voices.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { thresholdFor } from '../metrics/calibration.ts'
import { withFineLabels } from './fine-labels.ts'
import type { HistoryRow } from './labelled-history.ts'

export interface TrainAndTestOptions {
  train: readonly HistoryRow[]
  dev: readonly HistoryRow[]
  test: readonly HistoryRow[]
  /** Field of the label: a path in a tree may have finer levels in train. */
  label?: string
  embedder: Embedder | null
  seed: number
  /** Dev is a random part of the same rows as train: what is chosen may be chosen on both, in so many parts. */
  parts?: number
  /** Voices that stay silent, to see what each is worth. */
  without?: readonly VoiceName[]
  progress?: (text: string) => void
}

export interface TestedRow {
  row: HistoryRow
  /** Best first. */
  ranked: string[]
  p: number
}

export interface TrainAndTestResult {
  rows: TestedRow[]
  settings: HistorySettings
  /** Threshold for 95 % precision, chosen on the development split. */
  threshold: number
  /** How many rows that the models had not learnt everything was chosen on, and the share of them that was right. */
  heldRows: number
  heldTop1: number
  classes: number
}

const REQUIRED_PRECISION = 0.95

/**
 * Fits the product's classifier, neighbours and fusion on a labelled history, chooses everything on dev and predicts test. The
 * threshold for 95 % precision comes from fits that predict rows which they have not learnt; the tested model is refitted on train + dev.
 */
export async function trainAndTest(options: TrainAndTestOptions): Promise<TrainAndTestResult> {
  const { train, dev, test, label } = options
  const model = await fitHistory({
    ...options,
    train: withFineLabels(train, label),
    dev: withFineLabels(dev, label),
  })
  options.progress?.('测试')
  const predictions = await model.predict(test.map((row) => row.text))
  return {
    rows: test.map((row, i) => ({
      row,
      ranked: (predictions[i]?.ranked ?? []).map((candidate) => candidate.label),
      p: predictions[i]?.p ?? 0,
    })),
    settings: model.settings,
    threshold: thresholdFor(model.held, REQUIRED_PRECISION),
    heldRows: model.held.length,
    heldTop1: model.held.filter((c) => c.right).length / Math.max(1, model.held.length),
    classes: new Set([...train, ...dev, ...test].map((row) => row.label)).size,
  }
}
