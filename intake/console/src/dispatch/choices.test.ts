import { expect, test } from 'vitest'
import { prepareChoices } from './choices.ts'

const choices = prepareChoices({
  pack_version: '1',
  confidence_bands: { high: 0.95, middle: 0.74 },
  classes: [],
  units: [
    {
      code: 'a',
      name: '东区河边街道',
      level: 'subdistrict',
      pinyin: 'dqhbjd hb',
      aliases: ['河边'],
    },
  ],
  places: [{ district: '东区', subdistricts: ['东区河边街道'] }],
})

test('a place is found by a part of its name or by initials, also one that is no unit', () => {
  expect(choices.isPlace('东区河边街道', '河边')).toBe(true)
  expect(choices.isPlace('东区河边街道', 'hbjd')).toBe(true)
  expect(choices.isPlace('东区河边街道', '山上')).toBe(false)
  expect(choices.isPlace('东区', '东')).toBe(true)
  expect(choices.isPlace('东区', '西')).toBe(false)
})
