import { describe, expect, it } from 'vitest'
import { isCityWide } from './city-wide.ts'

const known = { kind: 'suggestion' as const, names: ['河湾'] }

describe('a wish for the whole city (R12)', () => {
  it('needs no address', () => {
    expect(isCityWide('建议公园的长椅加上靠背', known)).toBe(true)
    expect(isCityWide('希望河湾所有的路口都装语音提示', known)).toBe(true)
  })

  it('is none where the place is said or left out', () => {
    expect(isCityWide('建议小区门口装个路灯', known)).toBe(false)
    expect(isCityWide('公园的长椅没有靠背', { ...known, kind: 'complaint' })).toBe(false)
  })

  it('is none where a place is named that several bear', () => {
    const named = { ...known, isPlaceNamed: true }
    expect(isCityWide('和平社区没有理发的地方，盼着设一个', named)).toBe(false)
    expect(isCityWide('和平社区的做法应该全市统一推广', named)).toBe(true)
  })
})
