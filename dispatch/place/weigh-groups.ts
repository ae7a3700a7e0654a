import type { GroupRole } from './group-roles.ts'
import type { MentionGroup } from './mention-groups.ts'
import type { PlaceIndex } from './place-index.ts'
import { isWithin } from './place-tree.ts'

/** How much a group counts when another one may be the place of the matter. */
const aside: Record<GroupRole, number> = {
  plain: 1,
  corrected: 1,
  work: 0.9,
  home: 0.9,
  route: 0.6,
  mark: 0.3,
  office: 0.3,
  origin: 0.2,
  denied: 0,
}

const aboutHome =
  /小区|房东|中介|租的房|出租屋|楼上|楼下邻居|邻居|家里|我家|我们家|物业|楼道|暖气|停水|停电|单元|业主/
const aboutWork = /单位|公司|老板|上班|店里|门店|商家|工地|厂里|工资|写字楼/

/**
 * The factor of each group, 0 … 1. Home and workplace are told apart by what the rest of the message is about;
 * a place that is denied counts nothing, one named only as origin, route or office little.
 */
export function weighGroups(
  index: PlaceIndex,
  words: string,
  groups: readonly MentionGroup[],
): number[] {
  const factors = groups.map((group) => aside[group.role])
  dropCorrected(index, groups, factors)
  const standing = factors.filter((factor) => factor > 0)
  if (standing.length === 1) return factors.map((factor) => (factor > 0 ? 1 : 0))
  demoteOne(index, { words, groups, factors })
  return factors
}

/** What was said before a correction and lies elsewhere is taken back. */
function dropCorrected(
  index: PlaceIndex,
  groups: readonly MentionGroup[],
  factors: number[],
): void {
  const at = groups.findLastIndex((group) => group.role === 'corrected')
  const right = groups[at]
  if (!right) return
  for (const [earlier, group] of groups.slice(0, at).entries())
    if (!related(index, group, right)) factors[earlier] = 0
}

function demoteOne(
  index: PlaceIndex,
  state: { words: string; groups: readonly MentionGroup[]; factors: number[] },
): void {
  const { groups, factors, words } = state
  const homes = groups.filter((group) => group.role === 'home')
  const others = groups.filter((group) => group.role === 'plain' || group.role === 'work')
  if (homes.length === 0 || others.length === 0) return
  const apart = homes.some((home) => others.some((other) => !related(index, home, other)))
  if (!apart) return
  const loser = isAboutHome(words, groups) ? others : homes
  for (const [at, group] of groups.entries()) if (loser.includes(group)) factors[at] = 0.25
}

/** What stands after the last place decides; a message that ends with the place is read from its start. */
function isAboutHome(words: string, groups: readonly MentionGroup[]): boolean {
  const end = groups.at(-1)?.end ?? 0
  const rest = words.length - end > 6 ? words.slice(end) : words.slice(0, groups[0]?.start)
  const home = rest.search(aboutHome)
  const work = rest.search(aboutWork)
  return groups.some((group) => group.role === 'work')
    ? home >= 0 && (work < 0 || home < work)
    : home >= 0 && work < 0 && groups.at(-1)?.role === 'home'
}

function related(index: PlaceIndex, a: MentionGroup, b: MentionGroup): boolean {
  return a.mentions.some((one) =>
    one.targets.some((x) =>
      b.mentions.some((two) =>
        two.targets.some(
          (y) => isWithin(index.tree, x.node, y.node) || isWithin(index.tree, y.node, x.node),
        ),
      ),
    ),
  )
}
