import { expect, test } from 'vitest'
import { showStamp, timeLeft } from './times.ts'

const now = Date.parse('2026-01-05T02:00:00Z')
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

test('time left in words, with its state', () => {
  expect(timeLeft(at(18), now)).toEqual({ text: '剩 18 分钟', state: 'soon' })
  expect(timeLeft(at(60), now)).toEqual({ text: '剩 1 小时', state: 'soon' })
  expect(timeLeft(at(100), now)).toEqual({ text: '剩 1 小时 40 分', state: 'ample' })
  expect(timeLeft(at(7 * 24 * 60), now)).toEqual({ text: '剩 7 天', state: 'ample' })
  expect(timeLeft(at(-3 * 24 * 60 - 60), now)).toEqual({ text: '已超 3 天 1 小时', state: 'over' })
})

test('stamps are in the hotline’s time', () => {
  expect(showStamp('2026-01-05T02:10:00Z')).toBe('01/05 10:10')
  expect(showStamp(null)).toBe('—')
})
