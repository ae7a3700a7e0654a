import type { ProposedPlace } from './proposal.ts'

export interface ElementFacts {
  words: string
  place: ProposedPlace
  /** What the citizen said about the party, or null. */
  respondent: string | null
}

const told: Record<string, (facts: ElementFacts) => boolean> = {
  address: ({ place }) => place.subdistrict !== null || place.community !== null,
  district: ({ place }) => place.district !== null,
  details: ({ words }) => words.replace(/[^\p{L}\p{N}]/gu, '').length >= 15,
  time: ({ words }) =>
    /今|昨|前天|刚|现在|每(?:天|晚|周|到)|天天|晚上|夜|早|凌晨|中午|下午|上午|周[一二三四五六日末]|星期|\d+[点号日月天年]|[一二两三四五六七八九十几半]+(?:天|个?月|年|周|个?星期|点|小时)|一直|最近|这几天|冬天|夏天|去年|今年/.test(
      words,
    ),
  severity: ({ words }) => /受伤|没事|没人|危险|伤|困|晕|流血|安全/.test(words),
  respondent: ({ respondent }) => respondent !== null,
  identity: ({ words }) => /我(?!们)|本人|我(?:爸|妈|孩子|父|母|爱人|家)|老人|孩子/.test(words),
  line: ({ words }) =>
    /(?:\d+|[特快专夜]\d+|[一二三四五六七八九十]+)(?:路|号线)|(?:房山|昌平|亦庄|大兴|机场|燕房|首都机场)线|[\u4e00-\u9fff]{2}线/.test(
      words,
    ),
  direction: ({ words }) =>
    /方向|往[东南西北\u4e00-\u9fff]|开往|去往|由.{1,8}(?:向|往)|[东南西北]向/.test(words),
  licence: ({ words }) =>
    /[京津冀沪粤苏浙鲁豫晋蒙辽吉黑皖闽赣湘鄂桂琼渝川贵云藏陕甘青宁新][a-z][·.\s]?[a-z0-9]{4,6}|车牌|车号|编号|字号/.test(
      words,
    ),
}

/** Elements of the class that the words do not hold yet, in the order in which the taxonomy lists them. */
export function missingElements(required: readonly string[], facts: ElementFacts): string[] {
  return required.filter((element) => !(told[element]?.(facts) ?? false))
}
