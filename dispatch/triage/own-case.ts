import type { ProposedPlace } from '../proposal/proposal.ts'

interface Sign {
  weight: number
  pattern: RegExp
}

/**
 * What tells the asker's own case from a question that a rule answers. Weights were chosen on the project's own
 * requests; the threshold is between them.
 */
const signs: readonly Sign[] = [
  // Something was handed in and nothing came of it.
  {
    weight: 1.5,
    pattern:
      /[没未](?:有|给|见)?(?:到账|到卡|放款|打(?:钱|款|到|过来|进来|下来)|发(?:过来|下来)|转过来|寄(?:到|来)|回[音信]|动静|发放?|批|出结果|消息|下来|收到|到(?!期)|办好|回复|审完|通过|补发)|至今|迟迟|卡在|不通过|失败|被退回?|停发|少发|漏发|一直(?:约不上|没人|没有?|让等|显示|审核|占线)|打不通|没人接|不给(?:办|批|开|报)|多少年没/,
  },
  {
    weight: 1.5,
    pattern:
      /(?:交|提交|申请|递交|上报|办|批|受理|审核|登记|评估|做完)[^。?？]{0,14}(?<!要|需|得|用)(?:\d+|[一二两三四五六七八九十半几俩]+)(?:个?月|天|年|周|个?星期|多月)(?:了|多|没|还|前|[,，。])|(?:进度|进展|到哪一步|办到哪|排到哪|轮到|是否已|未见|审核中|批了没|到账没|批下来没)|帮(?:我|忙)?(?:查|看)(?:一?下|查)?|能查(?:一?下|到)?[吗么?？]/,
  },
  {
    weight: 1.5,
    pattern:
      /(?:[一二三四五六七八九十\d]+(?:月份?|号)|上个?月|上周|去年|年前|年初|前几?天)[^,，。]{0,16}(?:交|提交|申请|递交|报)(?:了|过|的|上去|完)/,
  },
  // A plot, a building, a line or a place of its own.
  {
    weight: 1.5,
    pattern:
      /空地|地块|那块地|这块地|工地|围挡|规划路|断头路|号线[^。]{0,16}(?:开通|延长|通车)|(?:那|这)(?:个口|段|栋|条|片|座|块|里)|号楼|(?:还)?会不会|是不是要|拆不拆|什么时候(?:才)?(?:能|给|统一|全部){0,2}(?:拆|装|安|改造|通车|开通|打通|完工|开工|动工|交付|轮到|建|修好?|来水|来电|恢复|供暖)/,
  },
  {
    weight: 1.5,
    pattern: /(?:停|没|断)(?:了)?(?:水|电|气|暖气?)[^。]{0,30}(?:什么时候|几点|多久|何时|啥时候)/,
  },
  // Somebody shall come and look or measure.
  {
    weight: 1.5,
    pattern: /(?:来|上门|派人|现场)[^,，。]{0,4}(?:测[一量测试]|检测|查看|看[一看]|勘查)/,
  },
  {
    weight: 0.5,
    pattern:
      /我(?:的|家|爸|妈|父|母|孩子|儿|女|老|爱人|单位|们(?:这|那|小区|楼|村|家|院|单位))|其(?:父|母|子|女|妻|夫|本人|残|宅|养|社|医)/,
  },
  // The words of a general question.
  {
    weight: -1,
    pattern:
      /怎么(?:申请|办理?(?!啊)|弄|补|换|扔|填|上|开|续|转|交|领|预约|操作)|如何(?:办理|申请|操作|补|换)|(?:需要?|要|带|准备)(?:什么|哪些|啥)|(?:什么|哪些|啥)(?:条件|材料|手续|流程|标准|区别|规定|时间|政策)|(?:条件|标准|地址|电话|流程)(?:是|有|在)|多少(?:钱|岁|元)|几岁|合法吗|有规定|还(?:能|可以)(?:补|续)|[在到]哪个区|在哪(?:里|儿)?(?:办|交|领|$|[?？])|能领|能提多少/,
  },
]

const threshold = 1.5
const placeWeight = { street: 1.2, district: 0.3 }

export interface OwnCase {
  isOwn: boolean
  /** The words that say so most. */
  span: [number, number] | null
}

/**
 * Whether a question is about the asker's own case, one building or one plot: then no general rule answers it
 * and it goes to the unit that can look (R11: 不能即时答复的，派单).
 */
export function readOwnCase(words: string, place: ProposedPlace | null = null): OwnCase {
  const found = signs.flatMap(({ weight, pattern }) => {
    const match = pattern.exec(words)
    return match ? [{ weight, start: match.index, end: match.index + match[0].length }] : []
  })
  const sum = found.reduce((total, { weight }) => total + weight, weightOf(place))
  const isOwn = sum >= threshold
  const [strongest] = found
    .filter(({ weight }) => weight > 0 === isOwn)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return { isOwn, span: strongest ? [strongest.start, strongest.end] : null }
}

/** Who names a street, an estate or a landmark asks about something that is there. */
function weightOf(place: ProposedPlace | null): number {
  if (!place) return 0
  const exact =
    place.subdistrict !== null || place.candidates.some(({ level }) => level !== 'district')
  if (exact) return placeWeight.street
  return place.district === null ? 0 : placeWeight.district
}
