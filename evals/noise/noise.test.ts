import { describe, expect, it } from 'vitest'
import { smallCity } from '../../dispatch/testing/small-city.ts'
import { requestCase } from '../cases/case-formats.ts'
import { homophones } from './homophones.ts'
import { createNoiseMaker, noiseKinds, parseNoise } from './make-noise.ts'

const text = '城东区望湖街道的电梯坏了三天，老人下不了楼，物业不管的啊'
const c = requestCase.parse({
  id: 'r1',
  text,
  gold: {
    triage: 'dispatch',
    district: '城东区',
    subdistrict: '城东区望湖街道',
    lead: ['城东区望湖街道'],
    mode: ['direct_and_district'],
  },
})

describe('noise', () => {
  const make = createNoiseMaker(smallCity(), 7)
  it('is the same for the same seed and case, and another for another', () => {
    for (const kind of noiseKinds) {
      const setting = { kind, rate: 0.3 }
      expect(createNoiseMaker(smallCity(), 7)(c, setting)).toEqual(make(c, setting))
    }
    const other = createNoiseMaker(smallCity(), 8)
    expect(other(c, { kind: 'homophone', rate: 0.3 }).text).not.toBe(
      make(c, { kind: 'homophone', rate: 0.3 }).text,
    )
  })
  it('grows with the rate and is nothing at zero', () => {
    const changed = (rate: number) => {
      const noisy = Array.from(make(c, { kind: 'homophone', rate }).text)
      return Array.from(text).filter((char, i) => noisy[i] !== char).length
    }
    expect(changed(0)).toBe(0)
    expect(changed(0.8)).toBeGreaterThan(changed(0.2))
    for (const kind of noiseKinds) expect(make(c, { kind, rate: 0 }).text).toBe(text)
  })
  it('does what its name says', () => {
    expect(make(c, { kind: 'particles', rate: 1 }).text).not.toMatch(/[的啊]/)
    expect(make(c, { kind: 'traditional', rate: 1 }).text).toContain('電梯')
    expect(make(c, { kind: 'filler', rate: 0.5 }).text.length).toBeGreaterThan(text.length)
    expect(make(c, { kind: 'injection', rate: 1 }).text.startsWith(`${text}\n`)).toBe(true)
    expect(make(c, { kind: 'typo', rate: 0.5 }).text).not.toBe(text)
    expect(homophones().of('电')).toContain('店')
  })
  it('takes the place away, and the gold with it', () => {
    const noisy = make(c, { kind: 'missing-place', rate: 1 })
    expect(noisy.text).not.toContain('望湖')
    expect(noisy.gold).toMatchObject({
      district: null,
      subdistrict: null,
      lead: [],
      mode: ['ask_place'],
    })
    const central = { ...c, gold: { ...c.gold, lead: ['临江自来水公司'] } }
    expect(make(central, { kind: 'missing-place', rate: 1 }).gold.lead).toEqual(['临江自来水公司'])
  })
  it('is asked for by kind and rate', () => {
    expect(parseNoise('typo@0.2')).toEqual({ kind: 'typo', rate: 0.2 })
    expect(parseNoise('mixed')).toEqual({ kind: 'mixed', rate: 0.1 })
    expect(() => parseNoise('rain@0.1')).toThrow()
    expect(() => parseNoise('typo@7')).toThrow()
  })
})
