import type { Pack } from '../../db/packs/pack.ts'
import { isCityName, tagWords } from '../language/segment.ts'

/** Where a person, a car or a policy comes from, or goes to, does not make the question one about that place. */
const originAfter =
  /^(市|省)?的?(户口|户籍|籍|人(?!社)|(驾照|驾驶证|车牌|牌照|号牌|牌|老家|学历|社保|医保|公积金|身份证|房产|车|社保关系|养老保险).{0,4}(转|迁|调|回|来|换|(可以|能)(在|换|用|转|拿)))/
/** A street, a river or a restaurant that is only named after a city. */
const namedAfter =
  /^(东|西|南|北|中)?(街|路|道|大街|大道|胡同|巷|站|桥|河|湖|江|山|岛|渠|大厦|饭店|宾馆|医院|公园|公馆|广场|酒店|餐厅|菜|火锅|拉面|烤|小吃|面馆|小区|花园|苑|园|里|村|社区|楼|(小学|中学|大学|学校)(?!.{0,3}(入学|报名|招生|划片|政策|学位))|商|城|银行)/
const originBefore = /(从|由|来自|原籍|老家|不是|去|到|往|飞|回)$/
/** Whoever goes there for it asks what that place demands (去外地落户要什么条件). */
const sought = /^(落户|入户|上户口|买房|购房|摇号|办居住证)(?!.{0,10}(提|公积金|迁|本市|这边))/
const placeTags = ['ns', 'nr', 'nt']

/** Regions whose documents are their own; going there is a matter of this city. */
const ownLaw = /^(香港|澳门|台湾)(的|居民)?(身份证|户口|驾照|驾驶证|社保|公积金|养老金|医保|回乡证)/

/** The question is about coming here, or about what holds between two places: this city's own matter. */
const betweenPlaces =
  /在京|来京|进京|回京|京牌|本市|这边|咱们这|异地|跨省|外地|转(到|回|入|过来|移|进|来)|备案|(高铁|火车|飞机|大巴|航班|快递)/

/** What every country gives out itself; what this one makes of its papers (换证, 认证) is another question. */
const ownPapers =
  /^(的|那边的?|本地的?)?(身份证|户口|居住证|绿卡|移民|签证|社保|公积金|医保|养老金|退休|护照|地铁|公交|大学|留学|租房|买房|房价|工资)(?!.{0,10}(换|认证|翻译|公证|转换|中国|国内))/

/** Finds a place outside the city that a question is about, or null. */
export type FindOtherCity = (text: string) => string | null

/**
 * A word which the general dictionary knows as a city or province and which is no name of the pack. The other
 * cities are thus no list of ours, and no city's name stands in code.
 */
export function createOtherCity(
  pack: Pick<Pack, 'meta' | 'jurisdictions' | 'landmarks' | 'lexicons'>,
): FindOtherCity {
  const ownCity = [pack.meta.city, ...pack.meta.city_short.filter((name) => name.length > 1)]
  const own = new Set([
    ...ownCity,
    ...pack.jurisdictions.flatMap((j) => [j.name, ...j.aliases, ...j.former_names]),
    // 朝阳 is a city elsewhere and a district here.
    ...pack.jurisdictions.map((j) => j.name.replace(/(区|县|市|街道|地区|镇|乡)$/, '')),
    ...pack.landmarks.flatMap((l) => [l.name, ...l.aliases]),
  ])
  // What the dictionary has not, or takes for something else (海口, 燕郊): the pack's own list.
  const rules = pack.lexicons['elsewhere'] ?? []
  const listed = new Set(rules.filter(({ id }) => id !== 'abroad').flatMap(({ any }) => any))
  const abroad = new Set(rules.filter(({ id }) => id === 'abroad').flatMap(({ any }) => any))
  const isElsewhere = ({ word, tag }: { word: string; tag: string }) =>
    !own.has(word) &&
    (listed.has(word.replace(/[省市]$/, '')) || (placeTags.includes(tag) && isCityName(word)))
  const isOurs = (text: string) =>
    ownCity.some((name) => text.includes(name)) || betweenPlaces.test(text)
  return (text) => {
    if (isOurs(text)) return null
    const region = ownLaw.exec(text)?.[1]
    if (region) return region
    let at = 0
    for (const tagged of tagWords(text)) {
      const before = text.slice(0, at)
      at += tagged.word.length
      const after = text.slice(at)
      const foreign = abroad.has(tagged.word) && ownPapers.test(after)
      if (foreign || (isElsewhere(tagged) && !isNamedOnly(before, after))) return tagged.word
    }
    return null
  }
}

/** Where someone comes from, or what is called after a city, is not what the question is about. */
function isNamedOnly(before: string, after: string): boolean {
  const comesFrom = originBefore.test(before) && !after.startsWith('的') && !sought.test(after)
  return originAfter.test(after) || namedAfter.test(after) || comesFrom
}
