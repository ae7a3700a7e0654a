import { describe, expect, it } from 'vitest'
import type { Deadline } from '../../db/packs/pack.ts'
import { createWorkCalendar } from '../../db/packs/work-calendar.ts'
import { dispatchDueAt, dueAt, explainDue } from './due-at.ts'

const at = new Date('2026-02-27T03:00:00Z')

describe('clocks (R13, R15; DOMAIN section 4)', () => {
  it('counts natural days from dispatch, across a month end', () => {
    expect(dueAt('2h', at).toISOString()).toBe('2026-02-27T05:00:00.000Z')
    expect(dueAt('24h', at).toISOString()).toBe('2026-02-28T03:00:00.000Z')
    expect(dueAt('7d', at).toISOString()).toBe('2026-03-06T03:00:00.000Z')
    expect(dueAt('15d', at).toISOString()).toBe('2026-03-14T03:00:00.000Z')
  })

  it('gives the dispatcher one, two or twenty-four hours', () => {
    const due = (deadline: Deadline | null, triage = 'dispatch') =>
      dispatchDueAt({ triage, deadline }, at).toISOString()
    expect(due('2h')).toBe('2026-02-27T04:00:00.000Z')
    expect(due(null, 'emergency')).toBe('2026-02-27T04:00:00.000Z')
    expect(due('24h')).toBe('2026-02-27T05:00:00.000Z')
    expect(due('7d')).toBe('2026-02-28T03:00:00.000Z')
    expect(due(null)).toBe('2026-02-28T03:00:00.000Z')
    expect(dispatchDueAt(null, at).toISOString()).toBe('2026-02-28T03:00:00.000Z')
  })
})

describe('limits of days in working days, where a city wants them', () => {
  const working = (more: Record<string, unknown> = {}) =>
    createWorkCalendar({
      calendar: { days: 'working', ...more },
      meta: { timezone: 'Asia/Shanghai' },
    })
  const span = (from: string, days: '7d' | '15d', calendar = working()) => {
    const dispatchedAt = new Date(from)
    const due = dueAt(days, dispatchedAt, calendar)
    return {
      due: due.toISOString(),
      note: explainDue({ deadline: days, dispatchedAt, dueAt: due }, calendar),
    }
  }

  it('passes over the Spring Festival of 2026 and works on its make-up Saturdays', () => {
    // Friday 13 February. Sat 14 works, 15–23 is the festival, 24–27 and Sat 28 work, then Mon 2 March.
    const { due, note } = span('2026-02-13T03:00:00Z', '7d')
    expect(due).toBe('2026-03-02T03:00:00.000Z')
    expect(note).toBe('按7个工作日计算，其间有春节调休上班、春节')
  })

  it('passes over National Day and Mid-Autumn of 2025', () => {
    // Tuesday 30 September. Off 1–8 October; 9, 10, Sat 11, 13–16 work.
    expect(span('2025-09-30T01:00:00Z', '7d').due).toBe('2025-10-16T01:00:00.000Z')
  })

  it('counts an ordinary fortnight with its weekends, from a Saturday too', () => {
    expect(span('2026-03-02T03:00:00Z', '7d').due).toBe('2026-03-11T03:00:00.000Z')
    expect(span('2026-03-07T03:00:00Z', '7d').due).toBe('2026-03-17T03:00:00.000Z')
  })

  it('obeys the city’s own days, and never delays danger and basic living', () => {
    const own = working({ holidays: [{ date: '2026-03-03', name: '本市放假' }] })
    expect(span('2026-03-02T03:00:00Z', '7d', own).due).toBe('2026-03-12T03:00:00.000Z')
    const festival = new Date('2026-02-15T03:00:00Z')
    expect(dueAt('24h', festival, working()).toISOString()).toBe('2026-02-16T03:00:00.000Z')
    expect(dueAt('2h', festival, working()).toISOString()).toBe('2026-02-15T05:00:00.000Z')
  })

  it('says when the holidays of the year are not announced yet', () => {
    const { due, note } = span('2060-09-27T03:00:00Z', '7d')
    expect(due).toBe('2060-10-06T03:00:00.000Z')
    expect(note).toContain('放假安排尚未公布，暂按周六、周日休息计算')
  })

  it('leaves natural days alone', () => {
    const natural = createWorkCalendar({ calendar: {}, meta: { timezone: 'Asia/Shanghai' } })
    expect(span('2026-02-13T03:00:00Z', '7d', natural)).toEqual({
      due: '2026-02-20T03:00:00.000Z',
      note: '',
    })
  })
})
