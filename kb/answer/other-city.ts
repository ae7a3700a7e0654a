import type { Pack } from '../../db/packs/pack.ts'
import { isCityName, tagWords } from '../language/segment.ts'

/** Where a person, a car or a policy comes from, or goes to, does not make the question one about that place. */
const originAfter =
  /^(市|省)?的?(户口|户籍|籍|人(?!社)|(驾照|驾驶证|车牌|牌照|号牌|牌|老家|学历|社保|医保|公积金|身份证|房产|车|社保关系|养老保险).{0,4}(转|迁|调|回|来|换|可以|能))/
/** A street, a river or a restaurant that is only named after a city. */
const namedAfter =
  /^(东|西|南|北|中)?(街|路|道|大街|大道|胡同|巷|站|桥|河|湖|江|山|岛|渠|大厦|饭店|宾馆|医院|公园|公馆|广场|酒店|餐厅|菜|火锅|拉面|烤|小吃|面馆|小区|花园|苑|园|里|村|社区|楼|小学|中学|大学|学校|商|城|银行)/
const originBefore = /(从|由|来自|原籍|老家|不是|去|到|往|飞|回)$/
const placeTags = ['ns', 'nr', 'nt']

/** Finds a place outside the city that a question is about, or null. */
export type FindOtherCity = (text: string) => string | null

/**
 * A word which the general dictionary knows as a city or province and which is no name of the pack. The other
 * cities are thus no list of ours, and no city's name stands in code.
 */
export function createOtherCity(
  pack: Pick<Pack, 'meta' | 'jurisdictions' | 'landmarks'>,
): FindOtherCity {
  const ownCity = [pack.meta.city, ...pack.meta.city_short.filter((name) => name.length > 1)]
  const own = new Set([
    ...ownCity,
    ...pack.jurisdictions.flatMap((j) => [j.name, ...j.aliases, ...j.former_names]),
    ...pack.landmarks.flatMap((l) => [l.name, ...l.aliases]),
  ])
  return (text) => {
    if (ownCity.some((name) => text.includes(name))) return null
    let at = 0
    for (const { word, tag } of tagWords(text)) {
      const before = text.slice(0, at)
      at += word.length
      const after = text.slice(at)
      if (!placeTags.includes(tag) || own.has(word) || !isCityName(word)) continue
      if (originAfter.test(after) || namedAfter.test(after) || originBefore.test(before)) continue
      return word
    }
    return null
  }
}
