import { describe, expect, it } from 'vitest'
import { seededRandom } from './seeded-random.ts'
import { fitByLabel, stackByLabel, weighByLabel } from './stack-by-label.ts'
import { stackVoices, weighVoices } from './stack-voices.ts'

const random = seededRandom(5)
/** Two voices of three labels: the first knows label 0 and is noise elsewhere, the second the other way round. */
const texts = Array.from({ length: 600 }, (_, i) => {
  const truth = i % 3
  const say = (knows: (label: number) => boolean) =>
    Float32Array.from([0, 1, 2], (label) =>
      knows(label) ? (label === truth ? 1 : -1) + random() - 0.5 : 4 * (random() - 0.5),
    )
  return { truth, voices: [say((label) => label === 0), say((label) => label !== 0)] }
})
const noise = texts.map(({ voices }, i) => ({ voices, truth: Math.floor(i / 3) % 3 }))

const right = (score: (voices: readonly Float32Array[]) => Float32Array) =>
  texts.filter(({ voices, truth }) => {
    const scores = score(voices)
    return scores.indexOf(Math.max(...scores)) === truth
  }).length / texts.length

describe('weights by label', () => {
  const shared = stackVoices(texts)

  it('trust each voice where it knows something', () => {
    const own = fitByLabel(texts, shared)
    const before = right((voices) => weighVoices(voices, shared))
    expect(right((voices) => weighByLabel(voices, own))).toBeGreaterThan(before + 0.02)
    expect(own.weights[0]?.[0]).toBeGreaterThan(own.weights[0]?.[1] ?? 0)
    expect(own.weights[1]?.[1]).toBeGreaterThan(own.weights[1]?.[0] ?? 0)
  })

  it('are kept only where they tell more of texts that they were not fitted on', () => {
    expect(stackByLabel(texts, shared)).not.toBeNull()
    expect(stackByLabel(noise.slice(0, 90), stackVoices(noise.slice(0, 90)))).toBeNull()
  })

  it('are the shared ones where nothing is to be learnt', () => {
    const own = fitByLabel([], [1, 2])
    expect(own).toEqual({ weights: [], constants: [] })
  })
})
