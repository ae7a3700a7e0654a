import { describe, expect, it } from 'vitest'
import { createWorkCalendar } from './work-calendar.ts'

const city = (calendar: Record<string, unknown> = {}) =>
  createWorkCalendar({ calendar, meta: { timezone: 'Asia/Shanghai' } })

describe('createWorkCalendar', () => {
  it.each([
    // State Council notices for 2025 and 2026.
    ['2025-01-26', true, '春节调休上班'], // Sunday
    ['2025-02-08', true, '春节调休上班'], // Saturday
    ['2025-02-04', false, '春节'], // Tuesday
    ['2025-04-27', true, '劳动节调休上班'], // Sunday
    ['2025-10-06', false, '中秋'],
    ['2025-10-11', true, '国庆节调休上班'], // Saturday
    ['2026-01-04', true, '元旦调休上班'], // Sunday
    ['2026-02-14', true, '春节调休上班'], // Saturday
    ['2026-02-23', false, '春节'], // Monday
    ['2026-05-09', true, '劳动节调休上班'], // Saturday
    ['2026-10-10', true, '国庆节调休上班'], // Saturday
    ['2026-10-17', false, ''], // an ordinary Saturday
    ['2026-10-15', true, ''],
  ])('%s works: %s %s', (date, working, name) => {
    expect(city().dayOf(date)).toMatchObject({ working, from: 'national' })
    expect(city().dayOf(date).name).toContain(name)
  })

  it('falls back to weekends where no notice is known, and says so', () => {
    const calendar = city()
    expect(calendar.knownUntil >= '2026-12-31').toBe(true)
    expect(calendar.dayOf('2060-10-01')).toMatchObject({ working: true, from: 'weekend' })
    expect(calendar.dayOf('2060-10-02')).toMatchObject({ working: false, from: 'weekend' })
  })

  it('lets the city have the last word about a day', () => {
    const calendar = city({
      holidays: [{ date: '2026-10-15', name: '本市放假' }],
      workdays: [{ date: '2026-10-06', name: '本市上班' }],
    })
    expect(calendar.dayOf('2026-10-15')).toMatchObject({ working: false, holiday: true })
    expect(calendar.dayOf('2026-10-06')).toMatchObject({ working: true, from: 'city' })
  })

  it('takes the city’s day, not the machine’s', () => {
    expect(city().dateOf(new Date('2026-02-13T16:30:00Z'))).toBe('2026-02-14')
  })
})
