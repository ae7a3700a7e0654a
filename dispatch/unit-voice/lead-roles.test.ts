import { describe, expect, it } from 'vitest'
import { createUnitDirectory } from '../catalogue/unit-directory.ts'
import { smallCity } from '../testing/small-city.ts'
import { expandHere, leadHashOf, roleOfLead } from './lead-roles.ts'

const pack = smallCity()
const directory = createUnitDirectory(pack)
const lake = { district: '城东区', subdistrict: '城东区望湖街道' }
const hill = { district: '西山区', subdistrict: '西山区龙栖观街道' }
const roleOf = (code: string, place: { district: string | null; subdistrict: string | null }) => {
  const unit = directory.byCode(code)
  return unit ? roleOfLead(unit, place, directory) : undefined
}

describe('the role in which a unit got an order (R12)', () => {
  it.each([
    ['s1101', lake, '@subdistrict'],
    ['d11', lake, '@district'],
    ['b11', lake, '@bureau:市场监管'],
    ['water', lake, 'unit:water'],
    ['water', { district: null, subdistrict: null }, 'unit:water'],
  ])('%s', (code, place, role) => {
    expect(roleOf(code, place)).toBe(role)
  })

  it('learns nothing from a unit that only another place explains', () => {
    expect(roleOf('s1201', lake)).toBeNull()
    expect(roleOf('d12', lake)).toBeNull()
    expect(roleOf('s1101', { district: '城东区', subdistrict: null })).toBeNull()
  })

  it('means the unit of the new place, and the district where that has no such bureau', () => {
    const name = (role: string) =>
      expandHere(role, { place: hill, isCityWide: false }, directory).unit?.name
    expect(['@subdistrict', '@district', '@bureau:市场监管', 'unit:water'].map(name)).toEqual([
      '西山区龙栖观街道',
      '西山区',
      '西山区',
      '临江自来水公司',
    ])
  })

  it('knows another catalogue or other units by their hash, and not another note', () => {
    const hash = leadHashOf(pack)
    const withNote = pack.catalogue.map((row) => ({ ...row, note: '新备注' }))
    expect(leadHashOf({ ...pack, catalogue: withNote })).toBe(hash)
    const other = pack.catalogue.map((row) => ({ ...row, lead: '@district' }))
    expect(leadHashOf({ ...pack, catalogue: other })).not.toBe(hash)
    expect(leadHashOf({ ...pack, units: pack.units.slice(1) })).not.toBe(hash)
  })
})
