import { describe, expect, it } from 'vitest'
import { compareReceivers } from './compare-receivers.ts'

describe('compareReceivers', () => {
  it('counts who would receive more and less, and who really did', () => {
    const rows = [
      { actual: '丙局', before: '甲街道', after: '乙局' },
      { actual: '甲街道', before: '甲街道', after: '甲街道' },
      { actual: null, before: null, after: '乙局' },
    ]
    expect(compareReceivers(rows)).toEqual([
      { unit: '乙局', actual: 0, before: 0, after: 2, gained: 2, lost: 0 },
      { unit: '（没有单位）', actual: 1, before: 1, after: 0, gained: 0, lost: 1 },
      { unit: '甲街道', actual: 1, before: 2, after: 1, gained: 0, lost: 1 },
      { unit: '丙局', actual: 1, before: 0, after: 0, gained: 0, lost: 0 },
    ])
  })
})
