import { expect, it } from 'vitest'
import { groupTargets } from './load-quality.ts'

const roleIn = (code: string) => (code.startsWith('b') ? '@subdistrict' : `unit:${code}`)

it('counts the streets of several places as one answer, and a single unit by its name', () => {
  const targets = [
    { unit: 'water', name: '临江自来水公司', n: 2 },
    { unit: 'b1', name: '城东区望湖街道', n: 2 },
    { unit: 'b2', name: '西山区龙栖观街道', n: 1 },
  ]
  expect(groupTargets(targets, roleIn)).toEqual([
    { code: '@subdistrict', name: '事发地街道（乡镇）', n: 3 },
    { code: 'water', name: '临江自来水公司', n: 2 },
  ])
  expect(groupTargets(targets, (code) => code)).toEqual(
    targets.map(({ unit, name, n }) => ({ code: unit, name, n })),
  )
})
