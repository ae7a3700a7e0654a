import type { Mention } from './find-mentions.ts'
import type { PlaceIndex } from './place-index.ts'
import { isWithin } from './place-tree.ts'

/** Why a group of names says where the matter is, or does not. */
export type GroupRole = 'plain' | 'home' | 'work' | 'origin' | 'route' | 'denied' | 'office'

/** Names that stand together and agree: `朝阳区` + `望京街道` + `南湖东园`. */
export interface MentionGroup {
  mentions: Mention[]
  start: number
  end: number
  role: GroupRole
}

const joint = /^[\s,的·/()-]?(?:市|区|内|里)?[\s,()]?$/

export function groupMentions(
  index: PlaceIndex,
  text: string,
  mentions: readonly Mention[],
): MentionGroup[] {
  const groups: MentionGroup[] = []
  for (const mention of mentions) {
    const last = groups.at(-1)
    if (last && joint.test(text.slice(last.end, mention.start)) && agrees(index, last, mention)) {
      last.mentions.push(mention)
      last.end = mention.end
    } else {
      groups.push({ mentions: [mention], start: mention.start, end: mention.end, role: 'plain' })
    }
  }
  for (const group of groups) group.role = readRole(text, group)
  return groups
}

function agrees(index: PlaceIndex, group: MentionGroup, mention: Mention): boolean {
  return group.mentions.some((other) =>
    other.targets.some((a) =>
      mention.targets.some(
        (b) => isWithin(index.tree, a.node, b.node) || isWithin(index.tree, b.node, a.node),
      ),
    ),
  )
}

const clauseEnd = /[,，。;；!！?？\n]/

const before = {
  denied: /(?<!是)(?:不是|不在|并非|不属于|不归|没在|而非|不是指|不要派到?)(?:在|说)?$/,
  route: /(?:从|由|自|到|至|往|去|开往|回|经过|途经|路过)$/,
  origin: /(?:户口|户籍|老家|籍贯|原来住|以前住|之前住|曾经住|搬走前)(?:在|是|于)?$/,
  home: /(?:我|家|本人|父母|老人|爸|妈|一直|现)?(?:住|家在|居住|租住|租房|住家)(?:在|于)?(?:的)?$|(?:我|咱)是$/,
  work: /(?:单位|公司|上班|工作|店|厂|学校)(?:是)?(?:在|位于)$|在$(?<=(?:我|工作|上班)在)/,
}
const after = {
  denied:
    /^(?:的|吗|么|吧|区)?[,，。?？!！\s]{0,2}(?:不是(?=[,，。.\s]|不是|$)|不对|错了|说错|弄错|哦不|啊不)/,
  route: /^(?:到|至|去|往|开往|-|—|~)/,
  origin: /^(?:户口|户籍|人(?![行民口们家流]))/,
  work: /^(?:上班|工作|打工|上学)/,
  office:
    /^(?:的)?(?:[\u4e00-\u9fff]{0,6}(?:法院|检察院|委员会|管委会|教委|局|大队|支队|办事处|政府))(?:说|让|答复|回复|回答|告诉|不管|推|踢)/,
}

function readRole(text: string, group: MentionGroup): GroupRole {
  const head = text.slice(Math.max(0, group.start - 12), group.start)
  const clause = head.slice(lastClauseStart(head))
  const tail = text.slice(group.end, group.end + 16)
  if (before.denied.test(clause) || after.denied.test(tail)) return 'denied'
  if (before.origin.test(clause) || after.origin.test(tail)) return 'origin'
  if (after.office.test(tail)) return 'office'
  if (before.work.test(clause) || after.work.test(tail)) return 'work'
  if (before.home.test(clause)) return 'home'
  if (before.route.test(clause) || after.route.test(tail)) return 'route'
  return 'plain'
}

function lastClauseStart(head: string): number {
  for (let i = head.length - 1; i >= 0; i -= 1) if (clauseEnd.test(head.charAt(i))) return i + 1
  return 0
}
