import { describe, expect, it } from 'vitest'
import type { Jurisdiction, ServicePoint } from '../../db/packs/pack.ts'
import { createPointSearch } from './find-points.ts'
import { distanceKm, fromWgs84, toWgs84 } from './map-position.ts'

const area = (code: string, parent: string, row: Partial<Jurisdiction>): Jurisdiction => ({
  code,
  parent,
  kind: 'subdistrict',
  name: '',
  aliases: [],
  former_names: [],
  source: '',
  note: '',
  ...row,
})
const jurisdictions = [
  area('1', '', { kind: 'city', name: '云州市' }),
  area('11', '1', { kind: 'district', name: '甲区', lng: 116.4, lat: 39.9 }),
  area('1101', '11', { name: '一街道', lng: 116.41, lat: 39.91 }),
]
const point = (code: string, row: Partial<ServicePoint>): ServicePoint => ({
  code,
  name: code,
  kind: '图书馆',
  jurisdiction: '甲区',
  address: '',
  coordinates: '',
  hours: '',
  phone: '',
  services: [],
  accessibility: '',
  owner: '',
  source: '',
  verify_before: '',
  ...row,
})
const search = createPointSearch({
  jurisdictions,
  factsOf: () => ({ working: true, holiday: false }),
  points: [
    point('far', { name: '云州市图书馆', lng: 116.6, lat: 39.9, coordinates: 'WGS84' }),
    point('near', {
      name: '甲区图书馆',
      lng: 116.42,
      lat: 39.9,
      coordinates: 'WGS-84',
      hours: '每天 09:00-17:00',
    }),
    point('street', {
      name: '一街道便民大厅',
      kind: '政务服务中心',
      jurisdiction: '甲区一街道',
      services: ['residence-permit'],
    }),
    point('lost', { name: '云州博物馆', kind: '博物馆', jurisdiction: '乙区' }),
  ],
})
const morning = { date: '2026-11-23', minutes: 600 }
const codes = (query: Parameters<typeof search.find>[0], now = morning) =>
  search.find(query, now).map((found) => found.point.code)

describe('service points', () => {
  it('are found by words, kind, service and area', () => {
    expect(codes({ text: '图书馆' }).sort()).toEqual(['far', 'near'])
    expect(codes({ text: '甲区图书馆' })[0]).toBe('near')
    expect(codes({ kind: '博物馆' })).toEqual(['lost'])
    expect(codes({ service: 'residence-permit' })).toEqual(['street'])
    expect(codes({ jurisdiction: '甲区' })).toEqual(['far', 'near', 'street'])
    expect(codes({ text: '火车站' })).toEqual([])
  })
  it('come nearest first, by the centre of the area where nothing better is known, and last without any', () => {
    const found = search.find({ near: { lng: 116.42, lat: 39.9 } }, morning)
    expect(found.map((f) => f.point.code)).toEqual(['near', 'street', 'far', 'lost'])
    expect(found[0]?.distance).toBeCloseTo(0, 3)
    expect(found[1]?.position?.approximate).toBe(true)
    expect(found[2]?.distance).toBeCloseTo(15.35, 1)
    expect(found[3]).toMatchObject({ distance: null, position: null })
  })
  it('can be those that are open now', () => {
    expect(codes({ openNow: true })).toEqual(['near'])
    expect(codes({ openNow: true }, { date: '2026-11-23', minutes: 1200 })).toEqual([])
  })
  it('count their kinds', () => {
    expect(search.kinds[0]).toEqual({ kind: '图书馆', count: 2 })
  })
})

describe('coordinates', () => {
  it('go from each system to WGS-84 and back within a metre or two', () => {
    const here = { lng: 116.391, lat: 39.907 }
    for (const system of ['WGS84', 'GCJ02', 'BD09'] as const) {
      const back = toWgs84(fromWgs84(here, system), system)
      expect(distanceKm(here, back)).toBeLessThan(0.005)
    }
  })
})
