import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from './ids.ts'

describe('newId', () => {
  it('makes UUIDs of version 7 that sort by time', () => {
    const time = fc.integer({ min: 0, max: 2 ** 48 - 1 })
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [first, second] = [newId(a), newId(b)]
        expect(first).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        )
        if (a < b) expect(first < second).toBe(true)
      }),
    )
  })

  it('never makes the same one twice', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => newId(1_000)))
    expect(ids.size).toBe(10_000)
  })
})
