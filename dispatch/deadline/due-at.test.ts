import { describe, expect, it } from 'vitest'
import { dispatchDueAt, dueAt } from './due-at.ts'

const at = new Date('2026-02-27T03:00:00Z')

describe('clocks (R13, R15; DOMAIN section 4)', () => {
  it('counts natural days from dispatch, across a month end', () => {
    expect(dueAt('2h', at).toISOString()).toBe('2026-02-27T05:00:00.000Z')
    expect(dueAt('24h', at).toISOString()).toBe('2026-02-28T03:00:00.000Z')
    expect(dueAt('7d', at).toISOString()).toBe('2026-03-06T03:00:00.000Z')
    expect(dueAt('15d', at).toISOString()).toBe('2026-03-14T03:00:00.000Z')
  })

  it('gives the dispatcher one, two or twenty-four hours', () => {
    expect(dispatchDueAt('2h', at).toISOString()).toBe('2026-02-27T04:00:00.000Z')
    expect(dispatchDueAt('24h', at).toISOString()).toBe('2026-02-27T05:00:00.000Z')
    expect(dispatchDueAt('7d', at).toISOString()).toBe('2026-02-28T03:00:00.000Z')
    expect(dispatchDueAt(null, at).toISOString()).toBe('2026-02-28T03:00:00.000Z')
  })
})
