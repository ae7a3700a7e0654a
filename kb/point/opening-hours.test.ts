import { describe, expect, it } from 'vitest'
import { type DayFacts, openState, readOpeningHours } from './opening-hours.ts'

/** 2026-10-01 is a holiday, Saturday 2026-10-10 a working day; else Monday to Friday. */
const factsOf = (date: string): DayFacts => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  const holiday = date === '2026-10-01'
  const weekend = weekday === 0 || weekday === 6
  return { holiday, working: date === '2026-10-10' || (!weekend && !holiday) }
}
const at = (text: string, date: string, time: string) => {
  const [h, m] = time.split(':').map(Number)
  return openState(readOpeningHours(text), { date, minutes: (h ?? 0) * 60 + (m ?? 0) }, factsOf)
}

const office = '工作日 09:00-12:00,13:30-17:00'
const hall = '周一至周五 09:00-17:00；周六 09:00-13:00；节假日 休息'
const museum =
  '4月1日至10月31日 每天 08:30-17:00；11月1日至3月31日 每天 09:00-16:00；周一 闭馆（法定节假日除外）'

describe('opening hours', () => {
  it.each([
    [
      office,
      '2026-11-23',
      '08:00',
      { state: 'closed', next: { date: '2026-11-23', time: '09:00' } },
    ],
    [office, '2026-11-23', '09:00', { state: 'open', until: '12:00' }],
    [
      office,
      '2026-11-23',
      '12:30',
      { state: 'closed', next: { date: '2026-11-23', time: '13:30' } },
    ],
    [
      office,
      '2026-11-27',
      '17:00',
      { state: 'closed', next: { date: '2026-11-30', time: '09:00' } },
    ],
    [office, '2026-10-10', '10:00', { state: 'open', until: '12:00' }],
    [
      office,
      '2026-10-01',
      '10:00',
      { state: 'closed', next: { date: '2026-10-02', time: '09:00' } },
    ],
    [hall, '2026-11-28', '12:00', { state: 'open', until: '13:00' }],
    [hall, '2026-11-29', '12:00', { state: 'unknown' }],
    [hall, '2026-10-01', '12:00', { state: 'closed', next: { date: '2026-10-02', time: '09:00' } }],
    [hall, '2026-10-10', '12:00', { state: 'unknown' }],
    [museum, '2026-10-13', '16:30', { state: 'open', until: '17:00' }],
    [
      museum,
      '2026-12-15',
      '16:30',
      { state: 'closed', next: { date: '2026-12-16', time: '09:00' } },
    ],
    [
      museum,
      '2026-12-14',
      '10:00',
      { state: 'closed', next: { date: '2026-12-15', time: '09:00' } },
    ],
    ['24小时', '2026-11-22', '03:00', { state: 'open', until: null }],
    ['每天 18:00-02:00', '2026-11-22', '01:00', { state: 'open', until: '02:00' }],
    [
      '每天 18:00-02:00',
      '2026-11-22',
      '03:00',
      { state: 'closed', next: { date: '2026-11-22', time: '18:00' } },
    ],
    ['周三、周五 14：00—16：00', '2026-11-25', '14:00', { state: 'open', until: '16:00' }],
    ['工作日，具体时间以官网为准', '2026-11-23', '10:00', { state: 'unknown' }],
    ['工作日，具体时间以官网为准', '2026-11-22', '10:00', { state: 'closed', next: null }],
    ['急诊24小时，门诊以官网为准', '2026-11-22', '10:00', { state: 'unknown' }],
    ['以官网为准', '2026-11-22', '10:00', { state: 'unknown' }],
    ['', '2026-11-22', '10:00', { state: 'unknown' }],
    ['周末休息', '2026-11-22', '10:00', { state: 'closed', next: null }],
  ])('%s at %s %s', (text, date, time, expected) => {
    expect(at(text, date, time)).toEqual(expected)
  })
})
