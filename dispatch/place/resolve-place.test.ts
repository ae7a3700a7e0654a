import { describe, expect, it } from 'vitest'
import { smallPack } from '../testing/small-pack.ts'
import { createPlaceIndex } from './place-index.ts'
import { mergePlaces, resolvePlace } from './resolve-place.ts'

const index = createPlaceIndex(smallPack())
const resolve = (text: string) => {
  const { district, subdistrict, community, ambiguous } = resolvePlace(index, text)
  return [district, subdistrict, community, ambiguous]
}
const lake = ['城东区', '城东区望湖街道', null, false]
const dragon = ['西山区', '西山区龙栖观街道', null, false]

describe('resolvePlace', () => {
  it.each([
    ['城东区望湖街道电梯坏了', lake],
    ['望湖这边停水了', lake],
    ['南湖东园122号楼没人打扫', ['城东区', '城东区望湖街道', '南湖东园社区', false]],
    ['槐安里有人乱停车', ['城东区', '城东区八里桥街道', null, false]],
    ['槐安里2区有人乱停车', ['城东区', '城东区八里桥街道', '槐安里二区社区', false]],
    ['临江西站广场有黑车', dragon],
    ['西山的街道办不管', ['西山区', null, null, false]],
    ['西山镇路灯不亮', ['西山区', '西山区西山镇', null, false]],
    ['城東區望湖街道', lake],
  ])('finds the place by its names: %s', (text, expected) => {
    expect(resolve(text)).toEqual(expected)
  })

  it.each([
    ['八里桥街道有人卖假货', [null, null, null, true]],
    ['西山区八里桥街道有人卖假货', ['西山区', '西山区八里桥街道', null, false]],
    ['云溪苑的路灯全灭了', ['城东区', null, null, true]],
    ['云溪苑南街道的路灯全灭了', ['城东区', '城东区云溪苑南街道', null, false]],
    ['湖畔路堵得走不动', ['城东区', null, null, true]],
    ['幸福社区没人管', [null, null, null, true]],
    ['望湖街道幸福社区没人管', ['城东区', '城东区望湖街道', '幸福社区', false]],
    ['望湖和龙栖观交界的地方有垃圾', [null, null, null, true]],
    ['从望湖到龙栖观的路太堵', [null, null, null, true]],
  ])('says when more than one place remains: %s', (text, expected) => {
    expect(resolve(text)).toEqual(expected)
  })

  it.each([
    ['我家住平房,屋顶漏雨', [null, null, null, false]],
    ['过上幸福生活真难', [null, null, null, false]],
    ['望湖河边有人钓鱼', [null, null, null, false]],
    ['城东区平房有人烧烤', ['城东区', '城东区平房地区', null, false]],
    ['平房乡有人烧烤', ['城东区', '城东区平房地区', null, false]],
  ])('does not take an everyday word for a place: %s', (text, expected) => {
    expect(resolve(text)).toEqual(expected)
  })

  it.each([
    ['不是城东,是西山区龙栖观街道', dragon],
    ['在望湖街道,不对,说错了,是龙栖观街道', dragon],
    ['我是龙栖观的,不是望湖', dragon],
    ['我住望湖,单位在龙栖观,单位停车场乱收费', dragon],
    ['我住望湖,单位在龙栖观,我们小区停电了', lake],
    ['我户口在西山区,孩子在望湖街道上幼儿园', lake],
  ])('tells the place of the matter from the others: %s', (text, expected) => {
    expect(resolve(text)).toEqual(expected)
  })

  it.each([
    ['城东区忘湖街道', lake],
    ['西山区龙七观', dragon],
    ['龙西观街道有人打架', dragon],
    ['在红星街道买的水果', [null, null, null, false]],
  ])('believes a slip only where a place is expected: %s', (text, expected) => {
    expect(resolve(text)).toEqual(expected)
  })

  it('gives spans of the original text and a question', () => {
    const text = '您好，八里桥街道有人打架'
    const place = resolvePlace(index, text)
    for (const { matched, span } of place.candidates)
      expect(span && text.slice(span[0], span[1])).toBe(matched)
    expect(place.question).toContain('八里桥街道')
    expect(place.question).toContain('西山区八里桥街道')
  })

  it('lets a known address narrow the words', () => {
    const known = resolvePlace(index, '城东区')
    const merged = mergePlaces(index, known, resolvePlace(index, '八里桥街道有人打架'))
    expect(merged.subdistrict).toBe('城东区八里桥街道')
  })

  it.each([
    ['八里桥槐安里在城东区,不是西山区', '城东区八里桥街道'],
    ['前面说成了望湖街道,实际是龙栖观街道', '西山区龙栖观街道'],
    ['临江西站附近的柳沟村没有路灯', '西山区龙栖观街道'],
    ['老家西山区龙栖观街道的房子漏雨,我在望湖街道上班', '西山区龙栖观街道'],
    ['a pothole in Longqiguan', '西山区龙栖观街道'],
  ])('weighs what stands around a name: %s', (text, subdistrict) => {
    expect(resolvePlace(index, text).subdistrict).toBe(subdistrict)
  })

  it('believes the estate where a neighbourhood goes by the name of the next street', () => {
    const neighbours = createPlaceIndex(
      smallPack({
        confusable: [{ name_a: '城东区望湖街道', name_b: '城东区八里桥街道', why: '相邻' }],
      }),
    )
    const street = (text: string) => resolvePlace(neighbours, text).subdistrict
    expect(street('望湖槐安里二区停水')).toBe('城东区八里桥街道')
    expect(street('城东区望湖街道槐安里二区停水')).toBe('城东区八里桥街道')
    expect(street('望湖和槐安里都停水')).toBeNull()
    expect(resolvePlace(index, '望湖槐安里二区停水').ambiguous).toBe(true)
  })
  it('takes a bare name for the street, also where the next street has a community of it', () => {
    const { jurisdictions } = smallPack()
    const next = jurisdictions.find(({ name }) => name === '八里桥街道')
    const namesakes = createPlaceIndex(
      smallPack({
        jurisdictions: [
          ...jurisdictions,
          ...jurisdictions
            .filter(({ name }) => name === '南湖东园社区')
            .map((row) => ({ ...row, code: 'x2', parent: next?.code ?? '', name: '望湖社区' })),
        ],
        confusable: [{ name_a: '城东区望湖街道', name_b: '城东区八里桥街道', why: '相邻' }],
      }),
    )
    const street = (text: string) => resolvePlace(namesakes, text).subdistrict
    expect(street('城东区望湖的工地')).toBe('城东区望湖街道')
    expect(street('城东区望湖社区停水')).toBe('城东区八里桥街道')
  })
  it('asks for the street where a whole neighbourhood goes by its name', () => {
    const rows = smallPack().jurisdictions
    const street = rows.find(({ name }) => name === '望湖街道')
    const next = rows.find(({ name, parent }) => name === '八里桥街道' && parent === street?.parent)
    expect(street && next).toBeDefined()
    const wide = createPlaceIndex(
      smallPack({
        jurisdictions: [
          ...rows,
          ...rows
            .filter(({ name }) => name === '南湖东园社区')
            .map((row) => ({ ...row, code: 'x1', parent: next?.code ?? '', name: '望湖南里社区' })),
        ],
      }),
    )
    const open = resolvePlace(wide, '望湖那边总有人乱停车')
    expect([open.district, open.subdistrict, open.ambiguous]).toEqual(['城东区', null, true])
    expect(open.candidates[0]?.subdistrict).toBe('城东区望湖街道')
    expect(resolvePlace(wide, '望湖街道那边总有人乱停车').subdistrict).toBe('城东区望湖街道')
    expect(resolvePlace(wide, '望湖乱停车').subdistrict).toBe('城东区望湖街道')
    expect(resolvePlace(index, '望湖那边总有人乱停车').subdistrict).toBe('城东区望湖街道')
  })
})
