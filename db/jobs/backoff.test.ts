import { describe, expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'

describe('backoffMs', () => {
  it('grows fourfold up to an hour', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((attempts) => backoffMs(attempts, 0.5) / 1000)
    expect(pauses).toEqual([1, 4, 16, 64, 256, 1024, 3600, 3600, 3600])
  })

  it('moves by a fifth either way', () => {
    expect(backoffMs(2, 0)).toBe(3_200)
    expect(backoffMs(2, 1)).toBe(4_800)
  })
})
