/** A held-out text: the stacked scores of its labels, and which label is right (-1 where it is unknown). */
export interface StackedText {
  scores: Float32Array
  truth: number
}

const SHIFTS = [0, 0.1, 0.2, 0.3, 0.4, 0.5]
/** Labels with fewer examples than this are not lifted further: a handful of texts proves nothing. */
const FLOOR = 10
/** What a point of macro-F1 is worth beside a point of accuracy: it decides between nearly equal ones. */
const MACRO_SHARE = 0.05
/** What a whole shift must gain on dev to be believed: differences of a few texts are chance. */
const PRICE = 0.02

/** Logarithm of each label's frequency in train, which a shift takes away from its score. */
export function labelPrior(labels: readonly string[], rowLabels: readonly string[]): Float32Array {
  const counts = new Map<string, number>()
  for (const label of rowLabels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return Float32Array.from(labels, (label) => Math.log((counts.get(label) ?? 0) + FLOOR))
}

/** The label to propose first: the best one after the frequent labels gave up a part of their head start. */
export function pickLabel(scores: Float32Array, prior: Float32Array, shift: number): number {
  let best = 0
  let top = Number.NEGATIVE_INFINITY
  for (let at = 0; at < scores.length; at++) {
    const score = (scores[at] as number) - shift * (prior[at] as number)
    if (score > top) {
      top = score
      best = at
    }
  }
  return best
}

/**
 * How much of their head start the frequent labels give up (logit adjustment, Menon et al. 2021), chosen on held-out texts by
 * accuracy with a twentieth of macro-F1: rare labels are found that would never be proposed, for no loss of accuracy.
 */
export function chooseShift(texts: readonly StackedText[], prior: Float32Array): number {
  let best = { shift: 0, value: Number.NEGATIVE_INFINITY }
  for (const shift of SHIFTS) {
    const picked = texts.map(({ scores }) => pickLabel(scores, prior, shift))
    const gain = accuracyOf(texts, picked) + MACRO_SHARE * macroOf(texts, picked)
    const value = gain - PRICE * shift
    if (value > best.value + 1e-9) best = { shift, value }
  }
  return best.shift
}

function accuracyOf(texts: readonly StackedText[], picked: readonly number[]): number {
  return texts.filter(({ truth }, i) => picked[i] === truth).length / Math.max(1, texts.length)
}

/** Unweighted mean of F1 over the labels that are true somewhere. */
function macroOf(texts: readonly StackedText[], picked: readonly number[]): number {
  const counts = new Map<number, { hits: number; sum: number; isTrue: boolean }>()
  const of = (label: number) => {
    const own = counts.get(label) ?? { hits: 0, sum: 0, isTrue: false }
    counts.set(label, own)
    return own
  }
  texts.forEach(({ truth }, i) => {
    const own = of(truth)
    own.sum++
    own.isTrue = true
    if (picked[i] === truth) own.hits++
    of(picked[i] ?? 0).sum++
  })
  const scores = [...counts.values()].filter((c) => c.isTrue).map((c) => (2 * c.hits) / c.sum)
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
}
