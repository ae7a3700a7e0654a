/** Why a group of names says where the matter is, or does not. */
export type GroupRole =
  | 'plain'
  | 'home'
  | 'work'
  | 'origin'
  | 'route'
  | 'mark'
  | 'denied'
  | 'corrected'
  | 'office'

const clauseEnd = /[,，。;；!！?？\n]/

const before = {
  denied:
    /(?<!是)(?:不是|不在|并非|不属于|不归|没在|而非|不是指|不是说|(?:不要|别)(?:再)?(?:派|转|分|推)(?:给|到)?|(?:说|写|填|报|派|当)成了?|误[写填报]为)(?:在|说)?$/,
  corrected:
    /(?:实际(?:上)?[是在为]|其实(?:是|在)|应该是|应为|改[成为]|更正为|我(?:问|说|指|要说|反映)的是|而是)$/,
  route: /(?:从|由|自|到|至|往|去|开往|回|经过|途经|路过)$/,
  origin: /(?:户口|户籍|老家|籍贯|原来住|以前住|之前住|曾经住|搬走前)(?:在|是|于)?$/,
  home: /(?:我|家|本人|父母|老人|爸|妈|一直|现)?(?:住|家在|居住|租住|租房|住家)(?:在|于)?(?:的)?$|(?:我|咱)是$|^(?:我)?(?:本?人)在$/,
  work: /(?:单位|公司|上班|工作|店|厂|学校)(?:是)?(?:在|位于)$|在$(?<=(?:我|工作|上班)在)/,
}
const after = {
  denied:
    /^(?:的|吗|么|吧|区)?[,，。?？!！\s]{0,2}(?:不是(?=[,，。.\s]|不是|$)|不对|错了|说错|弄错|哦不|啊不)/,
  route: /^(?:到|至|去|往|开往|-|—|~)/,
  origin: /^(?:户口|户籍|人(?![行民口们家流]))/,
  /** `老家密云的房子漏雨`: the matter is there all the same. */
  property: /^的?(?:老房|房|老宅|宅|祖宅|院子|承包地|耕地|土地|平房)/,
  home: /^(?:这边|那边|这里|那里)?住(?!院|校|建|户|宿|处|房|宅|总|的?(?:酒店|宾馆|民宿|旅馆))/,
  work: /^(?:上班|工作|打工|上学)/,
  office:
    /^(?:的)?(?:[\u4e00-\u9fff]{0,6}(?:法院|检察院|委员会|管委会|教委|局|大队|支队|办事处|政府))(?:说|让|答复|回复|回答|告诉|不管|推|踢)/,
}
/** `从霍营去上地上班`: the way is meant, not the workplace at its end. */
const fromTo = /(?:从|由).{2,10}(?:到|至|去|往)$/
/** Between a mark and the place itself: `首都机场附近的天竺镇`. */
const afterMark =
  /^[\u4e00-\u9fff]{0,2}?(?:附近|旁边|对面|边上|周边|隔壁|旁|[东西南北里外][边侧面]|不远)的?$/
const beforeMark = /(?:挨着|紧挨|靠近|紧邻|临近|毗邻)$/

interface Around {
  /** The clause before the group, and what follows it. */
  clause: string
  tail: string
  /** What stands before the next name; empty where none follows. */
  between: string
}

/** The first test that holds names the role. */
const roles: readonly [GroupRole, (at: Around) => boolean][] = [
  ['denied', ({ clause, tail }) => before.denied.test(clause) || after.denied.test(tail)],
  ['corrected', ({ clause }) => before.corrected.test(clause)],
  [
    'origin',
    ({ clause, tail }) =>
      after.origin.test(tail) || (before.origin.test(clause) && !after.property.test(tail)),
  ],
  ['office', ({ tail }) => after.office.test(tail)],
  ['route', ({ clause }) => fromTo.test(clause)],
  ['home', ({ tail }) => after.home.test(tail)],
  ['work', ({ clause, tail }) => before.work.test(clause) || after.work.test(tail)],
  ['home', ({ clause }) => before.home.test(clause)],
  [
    'mark',
    ({ clause, between }) =>
      afterMark.test(between) || (beforeMark.test(clause) && between === '的'),
  ],
  ['route', ({ clause, tail }) => before.route.test(clause) || after.route.test(tail)],
]

/** The role of the group `[start, end)`; `next` is where the following name begins, -1 for none. */
export function readRole(
  text: string,
  { start, end, next }: { start: number; end: number; next: number },
): GroupRole {
  const head = text.slice(Math.max(0, start - 12), start)
  const at = {
    clause: head.slice(lastClauseStart(head)),
    tail: text.slice(end, end + 16),
    between: next < 0 ? '' : text.slice(end, next),
  }
  return roles.find(([, holds]) => holds(at))?.[0] ?? 'plain'
}

function lastClauseStart(head: string): number {
  for (let i = head.length - 1; i >= 0; i -= 1) if (clauseEnd.test(head.charAt(i))) return i + 1
  return 0
}
