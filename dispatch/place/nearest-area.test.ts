import { describe, expect, it } from 'vitest'
import { area, smallPack } from '../testing/small-pack.ts'
import { toMapPoint } from './map-point.ts'
import { nearestArea } from './nearest-area.ts'
import { createPlaceIndex } from './place-index.ts'

const pack = smallPack()
/** Two streets four kilometres apart, one of another district far in the west. */
const index = createPlaceIndex({
  ...pack,
  jurisdictions: pack.jurisdictions.map((row) => {
    const point = {
      '1101': { lng: 116.48, lat: 39.92 },
      '1103': { lng: 116.527, lat: 39.92 },
      '1202': { lng: 116.1, lat: 39.9 },
    }[row.code]
    return area({ ...row, ...point })
  }),
})

describe('nearestArea', () => {
  it('finds the street whose centre is clearly nearest', () => {
    const place = nearestArea(index, { lng: 116.474, lat: 39.919 })
    expect(place?.subdistrict).toBe('城东区望湖街道')
    expect(place?.ambiguous).toBe(false)
    expect(place?.candidates[0]?.how).toContain('公里')
  })
  it('asks between streets that are hardly farther', () => {
    const place = nearestArea(index, { lng: 116.498, lat: 39.919 })
    expect(place).toMatchObject({ district: '城东区', subdistrict: null, ambiguous: true })
    expect(place?.question).toContain('城东区八里桥街道、城东区望湖街道')
  })
  it('falls back to a district where no street has a point', () => {
    const bare = createPlaceIndex(smallPack())
    const place = nearestArea(bare, { lng: 116.48, lat: 39.92 })
    expect(place).toMatchObject({ district: '城东区', subdistrict: null, ambiguous: false })
  })
  it('says nothing far away', () => {
    expect(nearestArea(index, { lng: 100, lat: 30 })).toBeNull()
  })
})

describe('toMapPoint', () => {
  it("moves a phone position to the maps' one, 500 metres aside", () => {
    const point = toMapPoint({ lng: 116.391, lat: 39.907 })
    expect(point.lng).toBeCloseTo(116.3972, 3)
    expect(point.lat).toBeCloseTo(39.9084, 3)
  })
  it('leaves a place outside the country alone', () => {
    expect(toMapPoint({ lng: 2.35, lat: 48.85 })).toEqual({ lng: 2.35, lat: 48.85 })
  })
})
