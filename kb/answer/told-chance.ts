/** A line over the log-odds of the judge's score. */
interface Curve {
  slope: number
  constant: number
}

/**
 * The judge weighs each article among its neighbours and is modest by that: what comes to be answered is right more often. Printed
 * by `jiesu evals fit-answers` (`told`) on the pack's own question forms and on questions without an answer, one in seven.
 */
const curves: Record<'vectors' | 'words', Curve> = {
  vectors: { slope: 0.73, constant: 1.46 },
  words: { slope: 0.66, constant: 1.39 },
}

/** Surer than this is only what the article's owner wrote down himself. */
export const MOST_TOLD = 0.985

const nearlyNever = 1e-6

/** The chance that an answer with this score is right, as it is told; it decides nothing (R11). Rises with the score. */
export function toldChance(score: number, { vectors }: { vectors: boolean }): number {
  const { slope, constant } = vectors ? curves.vectors : curves.words
  const p = Math.min(1 - nearlyNever, Math.max(nearlyNever, score))
  const odds = slope * Math.log(p / (1 - p)) + constant
  return Math.min(MOST_TOLD, 1 / (1 + Math.exp(-odds)))
}
