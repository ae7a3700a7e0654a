/**
 * What an error costs a citizen, by kind of error; a missed emergency outweighs any number of wrong siblings. The weights are
 * data (`evals/cost-weights.yaml`), because what an error is worth is the city's judgement.
 */
export type CostWeights = Record<string, number>

/** Mean cost a case; an error kind without a weight is a mistake in the weights file. */
export function meanCost(errors: readonly (readonly string[])[], weights: CostWeights): number {
  if (errors.length === 0) return Number.NaN
  let sum = 0
  for (const kinds of errors) {
    for (const kind of kinds) {
      const weight = weights[kind]
      if (weight === undefined) throw new RangeError(`no weight for ${kind}`)
      sum += weight
    }
  }
  return sum / errors.length
}
