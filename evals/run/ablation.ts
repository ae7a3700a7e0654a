import { AppError } from '../../db/kernel/errors.ts'
import { defaultFusion, type FusionWeights } from '../../dispatch/classifier/create-classifier.ts'

/** Which sources of the classifier speak; the rest of the proposal is the same. */
const sources: Record<string, readonly string[]> = {
  rules: ['keyword'],
  classifier: ['margin'],
  neighbours: ['cosine', 'nearest', 'centroid'],
}
/** Everything, and the configured language model beside it. */
export const withModel = 'all+llm'
const ablations = [...Object.keys(sources), 'all', withModel] as const

/** The weights of an ablation; undefined = the product's own. */
export function fusionOf(ablation: string): FusionWeights | undefined {
  if (ablation === 'all' || ablation === withModel) return undefined
  const kept = sources[ablation]
  if (kept) {
    const weights = Object.entries(defaultFusion).map(([name, weight]) => {
      // The stated frequency is a prior, not a source.
      return [name, kept.includes(name) || name === 'frequency' ? weight : 0]
    })
    return Object.fromEntries(weights) as unknown as FusionWeights
  }
  throw new AppError('command.usage', { usage: `--ablate ${ablations.join('|')}` })
}
