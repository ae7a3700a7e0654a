import { expect, it } from 'vitest'
import { cityDate, startOfCityDay } from './city-time.ts'

it('knows when a day begins in the city, and what is no day', () => {
  expect(startOfCityDay('2026-12-01', 'Asia/Shanghai')?.toISOString()).toBe(
    '2026-11-30T16:00:00.000Z',
  )
  expect(cityDate(new Date('2026-11-30T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-12-01')
  for (const wrong of ['', '2026-02-30', '2026-13-01', 'tomorrow', '2026-1-1'])
    expect(startOfCityDay(wrong, 'Asia/Shanghai')).toBeNull()
})
