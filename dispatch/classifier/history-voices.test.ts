import { describe, expect, it } from 'vitest'
import { createEncoder, type Encoded } from './history-encoder.ts'
import { fitVoices, kernelOf } from './history-voices.ts'
import { seededRandom } from './seeded-random.ts'

const random = seededRandom(3)
const texts = Array.from({ length: 24 }, (_, at) => (at % 2 ? `电梯坏了${at}` : `路灯不亮${at}`))
const rows = texts.map((text, at) => ({ text, label: at % 2 ? '电梯' : '路灯' }))
const meanings = texts.map((_, at) => Float32Array.of(at % 2 ? 1 : -1, random() * 0.3, 0.5))

describe('voices', () => {
  it('stay silent where they are told to', async () => {
    const encoder = createEncoder(texts, { embedder: null })
    const encoded = { ...(await encoder.encode(texts)), dense: meanings }
    const options = { encoder, c: 1, seed: 1, sampled: kernelOf(encoded, { seed: 1 }) }
    const all = fitVoices(rows, encoded, options).listen(encoded, 0)
    const fewer = fitVoices(rows, encoded, { ...options, without: ['head', 'meaning'] })
    const [grams, , words, ratios, near] = all
    expect(all).toHaveLength(6)
    expect(fewer.listen(encoded, 0)).toEqual([grams, words, ratios, near])
  })
})

describe('the kernel of a long history', () => {
  it('holds all rows in their order, and beyond its limit a sample that stays the same', () => {
    const encoded = { dense: meanings } as Encoded
    expect(kernelOf(encoded, { seed: 1 })?.picked).toEqual([...texts.keys()])
    const sampled = kernelOf(encoded, { seed: 1, limit: 10 })
    expect(sampled?.kernel.size).toBe(10)
    expect(sampled?.picked).toEqual([...(sampled?.picked ?? [])].sort((a, b) => a - b))
    expect(kernelOf(encoded, { seed: 1, limit: 10 })?.picked).toEqual(sampled?.picked)
    expect(kernelOf({ dense: null } as Encoded, { seed: 1 })).toBeNull()
  })

  it('teaches the voice of meaning by the rows that it holds', async () => {
    const encoder = createEncoder(texts, { embedder: null })
    const encoded = { ...(await encoder.encode(texts)), dense: meanings }
    const sampled = kernelOf(encoded, { seed: 1, limit: 12 })
    const voices = fitVoices(rows.slice(0, 20), encoded, { encoder, c: 1, seed: 1, sampled })
    for (const [at, { label }] of rows.entries()) {
      const meaning = voices.listen(encoded, at).at(-1) ?? new Float32Array()
      expect(voices.labels[meaning.indexOf(Math.max(...meaning))]).toBe(label)
    }
  })
})
