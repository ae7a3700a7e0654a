import { expect, test } from 'vitest'
import { cpuMs } from '../../../../db/testing/cpu-time.ts'
import type { Options } from '../../../protocol/console-api.ts'
import { classOptions, findOptions, rankOption, SHOWN, unitOptions } from './option-search.ts'

const options: Options = {
  pack_version: '1',
  confidence_bands: { high: 0.95, middle: 0.74 },
  classes: [
    {
      code: '010203',
      name: '电梯故障',
      path: ['住房', '物业管理', '电梯故障'],
      pinyin: 'dtgz',
      definition: '电梯停运、困人',
      deadline: null,
    },
  ],
  units: [
    { code: 'a', name: '东区河边街道', level: 'subdistrict', pinyin: 'dqhbjd', aliases: ['河边'] },
    { code: 'b', name: '市水务局', level: 'city', pinyin: 'sswj sw', aliases: ['水务'] },
  ],
  places: [],
}
const [lift] = classOptions(options)
const [street, water] = unitOptions(options)

test('finds by initials, by any part of the name, by alias, by the words of the path', () => {
  if (!lift || !street || !water) throw new Error('options were lost')
  expect(rankOption(lift, 'dtgz')).toBe(6)
  expect(rankOption(lift, 'DT')).toBe(4)
  expect(rankOption(lift, '物业')).toBe(1)
  expect(rankOption(lift, '困人')).toBe(1)
  expect(rankOption(street, '河边')).toBe(6)
  expect(rankOption(street, '边街')).toBe(3)
  expect(rankOption(street, 'hbjd')).toBe(2)
  expect(rankOption(water, '河边')).toBe(0)
  // A short name has initials of its own, and they count as much as the name's.
  expect(rankOption(water, 'sswj')).toBe(6)
  expect(rankOption(water, 'sw')).toBe(6)
})

test('several words must all be found, in any order', () => {
  if (!lift) throw new Error('options were lost')
  expect(rankOption(lift, '物业 电梯')).toBe(1)
  expect(rankOption(lift, '物业 停水')).toBe(0)
  expect(rankOption(lift, '  ')).toBe(1)
})

test('among equals the units of the district where the matter is come first', () => {
  const bureaus = ['西区城市管理委', '东河区城市管理委'].map((name, index) => ({
    code: String(index),
    name,
    level: 'district_department',
    pinyin: index === 0 ? 'xqcsglw cgw' : 'dhqcsglw cgw',
    aliases: ['城管委'],
  }))
  const found = (district: string) =>
    findOptions(unitOptions({ ...options, units: bureaus }), 'cgw', district).map((u) => u.label)
  expect(found('东河区')).toEqual(['东河区城市管理委', '西区城市管理委'])
  expect(found('')).toEqual(['西区城市管理委', '东河区城市管理委'])
})

test('a key press is answered within 50 ms among 2,240 classes', () => {
  const first = options.classes[0]
  if (!first) throw new Error('options were lost')
  const many = classOptions({
    ...options,
    classes: Array.from({ length: 2240 }, (_, index) => ({ ...first, code: String(index) })),
  })
  const times = Array.from({ length: 11 }, () => {
    const start = cpuMs()
    expect(findOptions(many, '物业 dt')).toHaveLength(SHOWN)
    return cpuMs() - start
  })
  const median = times.sort((a, b) => a - b)[5]
  expect(median).toBeLessThan(50)
})
