import { describe, expect, it } from 'vitest'
import { smallCity } from '../testing/small-city.ts'
import { serviceClass } from '../testing/small-pack.ts'
import { createClassifier } from './create-classifier.ts'
import type { Meaning } from './semantic-index.ts'

describe('createClassifier', () => {
  const classifier = createClassifier(smallCity())
  it('finds the class and says how sure each level is', () => {
    const { candidates, p } = classifier.classify('电梯又坏了，老人下不来')
    expect(candidates[0]).toMatchObject({ code: '0101', path: ['住房', '住宅电梯'] })
    expect(p.get('01') ?? 0).toBeGreaterThanOrEqual(candidates[0]?.p ?? 1)
  })
  it('lets the nearest examples of a sentence model speak', () => {
    const meaning: Meaning = {
      nearest: [
        ['0201', 0.95],
        ['0101', 0.2],
      ],
      centroids: new Map(),
    }
    const plain = classifier.classify('说不清楚的事').candidates.find(({ code }) => code === '0201')
    const hinted = classifier.classify('说不清楚的事', { meaning }).candidates
    expect(hinted[0]?.code).toBe('0201')
    expect(hinted[0]?.p ?? 0).toBeGreaterThan(plain?.p ?? 0)
  })
  it('works with three levels, two and one', () => {
    const { taxonomy, examples } = smallCity()
    const deeper = [
      ...taxonomy,
      serviceClass({ code: '010101', name: '电梯停运' }),
      serviceClass({ code: '010102', name: '电梯更新' }),
    ]
    const deep = createClassifier({ taxonomy: deeper, examples })
    expect(deep.classify('电梯停运').candidates[0]?.code).toBe('010101')
    const flat = createClassifier({
      taxonomy: [serviceClass({ code: '01', name: '一切' })],
      examples: [],
    })
    expect(flat.classify('电梯').candidates).toEqual([
      { code: '01', name: '一切', path: ['一切'], p: 1 },
    ])
    expect(createClassifier({ taxonomy: [], examples: [] }).classify('电梯').candidates).toEqual([])
  })
})
