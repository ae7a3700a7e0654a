import { describe, expect, it } from 'vitest'
import type { RequestKind } from '../../db/packs/pack.ts'
import { createTaxonomy } from '../taxonomy/taxonomy.ts'
import { catalogueLine, rule, serviceClass } from '../testing/small-pack.ts'
import { compileLexicon } from '../triage/lexicon.ts'
import { isCityWide } from './city-wide.ts'
import { type CatalogueFacts, createCatalogue, matchCatalogue } from './match-catalogue.ts'
import { detectRespondent } from './respondent.ts'
import { detectOwners } from './road-owner.ts'
import { timeConditions } from './time-conditions.ts'

const taxonomy = createTaxonomy({
  taxonomy: [
    serviceClass({ code: '04', name: '道路' }),
    serviceClass({ code: '0401', name: '路面' }),
    serviceClass({ code: '040101', name: '坑洼' }),
  ],
})
const line = (row: Parameters<typeof catalogueLine>[0]) => catalogueLine(row)
const catalogue = createCatalogue({
  catalogue: [
    line({ line: '1', service_code: '04', lead: '@district' }),
    line({ line: '10', service_code: '0401', lead: 'unit:甲', valid_until: '2026-06-30' }),
    line({ line: '9', service_code: '0401', lead: 'unit:乙', when_owner: ['expressway'] }),
    line({ line: '8', service_code: '0401', lead: 'unit:丙', when_keywords: ['桥', '隧道'] }),
    line({ line: '7', service_code: '0401', lead: 'unit:丁', when_place: 'subdistrict' }),
    line({
      line: '6',
      service_code: '0401',
      lead: 'unit:戊',
      when_keywords: ['桥'],
      when_not_keywords: ['天桥'],
    }),
    line({
      line: '5',
      service_code: '0401',
      lead: 'unit:己',
      when_time: ['night'],
      when_respondent: ['school'],
    }),
  ],
})
const facts: CatalogueFacts = {
  placeLevel: 'none',
  respondent: null,
  owners: new Set(),
  times: new Set(),
  words: '路上有坑',
  on: '2026-03-01',
}
const lineOf = (more: Partial<CatalogueFacts> = {}) =>
  matchCatalogue(catalogue, { taxonomy, code: '040101', facts: { ...facts, ...more } })?.entry.line

describe('matchCatalogue (R11, R12)', () => {
  it('takes the most specific class that has a line that applies', () => {
    expect(lineOf()).toBe('10')
    expect(lineOf({ on: '2026-07-01' })).toBe('1')
    expect(lineOf({ on: '2025-07-01' })).toBeUndefined()
  })
  it('prefers more conditions, then the lower number', () => {
    expect(lineOf({ owners: new Set(['expressway']) })).toBe('9')
    expect(lineOf({ words: '隧道里有坑', owners: new Set(['expressway']) })).toBe('8')
    expect(lineOf({ words: '桥上有坑' })).toBe('6')
    expect(lineOf({ words: '天桥上有坑' })).toBe('8')
    expect(lineOf({ respondent: 'school', times: new Set(['night']) })).toBe('5')
  })
  it('asks for the place level that a line needs', () => {
    expect(lineOf({ placeLevel: 'district' })).toBe('10')
    expect(lineOf({ placeLevel: 'subdistrict' })).toBe('7')
  })
})

describe('conditions from the words', () => {
  it.each([
    ['部委大院里的路', 'central_compound'],
    ['这条路没有移交', 'unadopted_road'],
    ['高速收费站多扣钱', 'expressway'],
    ['我们村的路', 'rural'],
    ['小区里的道路', 'estate_road'],
  ])('%s', (text, owner) => {
    expect(detectOwners(text)).toContain(owner)
  })
  it('names the party by the first rule of the lexicon that fires', () => {
    const lexicon = compileLexicon([
      rule({ id: 'school', any: ['学校'], outcome: { respondent: 'school' } }),
      rule({ id: 'eat', any: ['食堂'], outcome: { respondent: 'restaurant' } }),
    ])
    const found = detectRespondent(lexicon, '学校食堂不干净', '学校食堂不干净')
    expect([found?.kind, found?.evidence.text]).toEqual(['school', '学校'])
    expect(detectRespondent(undefined, '物业', '物业')).toBeNull()
  })
  it.each<[string, RequestKind, boolean]>([
    ['建议全市公园取消门票', 'suggestion', true],
    ['建议把生育津贴直接打给个人', 'suggestion', true],
    ['建议在小区门口装个路灯', 'suggestion', false],
    ['全市的公园都脏', 'complaint', false],
  ])('city-wide: %s', (text, kind, expected) => {
    expect(isCityWide(text, { kind, names: [] })).toBe(expected)
  })
  it('knows the hour and the season of the city', () => {
    const city = {
      timeZone: 'Asia/Shanghai',
      calendar: { heating_season: [{ from: '11-15', to: '03-15' }] },
    }
    const night = timeConditions(new Date('2026-01-10T15:00:00Z'), city)
    expect([...night].toSorted()).toEqual(['heating_season', 'night', 'weekend'])
    expect(timeConditions(new Date('2026-06-10T02:00:00Z'), city).size).toBe(0)
    // A make-up Saturday is no weekend; a Monday of the Spring Festival is a holiday.
    expect(timeConditions(new Date('2026-05-09T02:00:00Z'), city).size).toBe(0)
    const festival = timeConditions(new Date('2026-02-23T02:00:00Z'), city)
    expect([...festival].toSorted()).toEqual(['heating_season', 'holiday'])
  })
})
