import { describe, expect, it } from 'vitest'
import { createTaxonomy } from '../taxonomy/taxonomy.ts'
import { smallCity } from '../testing/small-city.ts'
import { tellShares } from './told-shares.ts'

const taxonomy = createTaxonomy(smallCity())
const [first, second] = taxonomy.children('')
const [leaf, other] = taxonomy.children(first?.code ?? '')

describe('shares as chances', () => {
  const p = new Map([
    [first?.code ?? '', 0.7],
    [second?.code ?? '', 0.3],
    [leaf?.code ?? '', 0.6],
    [other?.code ?? '', 0.1],
  ])

  it('are surer than the shares, keep their order and add up', () => {
    const { of } = tellShares(taxonomy, p, 'meaning')
    const told = (code = '') => of.get(code) ?? 0
    expect(told(leaf?.code)).toBeGreaterThan(0.6)
    expect(told(first?.code)).toBeCloseTo(told(leaf?.code) + told(other?.code), 10)
    expect(told(first?.code) + told(second?.code)).toBeCloseTo(1, 10)
    expect(told(second?.code)).toBeGreaterThan(told(other?.code))
  })

  it('tell a leaf that a preference has lifted, never above certainty', () => {
    const { of, leaf: tell } = tellShares(taxonomy, p, 'words')
    expect(tell(0.6)).toBeCloseTo(of.get(leaf?.code ?? '') ?? 0, 10)
    expect(tell(0.8)).toBeGreaterThan(tell(0.6))
    expect(tell(1)).toBeLessThanOrEqual(1)
    expect(tellShares(taxonomy, new Map(), 'words').leaf(0.5)).toBe(0)
  })
})
