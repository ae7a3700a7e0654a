import type { Mention } from './find-mentions.ts'
import { type GroupRole, readRole } from './group-roles.ts'
import { isNeighbourhoodOf } from './neighbour-names.ts'
import type { PlaceIndex } from './place-index.ts'
import { isWithin } from './place-tree.ts'

/** Names that stand together and agree: `朝阳区` + `望京街道` + `南湖东园`. */
export interface MentionGroup {
  mentions: Mention[]
  start: number
  end: number
  role: GroupRole
}

/** What may stand between the names of one address; a speaker also hesitates. */
const joint = /^[\s,、的·/()-]?(?:市|区|内|里)?[\s,()/]*$/
const hesitation = /嗯|呃|啊|那个|这个|就是|就那个/g

export function groupMentions(
  index: PlaceIndex,
  text: string,
  mentions: readonly Mention[],
): MentionGroup[] {
  const groups: MentionGroup[] = []
  for (const mention of mentions) {
    const last = groups.at(-1)
    const between = last ? text.slice(last.end, mention.start).replace(hesitation, '') : ''
    if (last && joint.test(between) && agrees(index, last, mention)) {
      last.mentions.push(mention)
      last.end = mention.end
    } else if (!last || !isStray(index, { text, group: last, mention })) {
      groups.push({ mentions: [mention], start: mention.start, end: mention.end, role: 'plain' })
    }
  }
  for (const [at, group] of groups.entries()) {
    const next = groups[at + 1]?.start ?? -1
    group.role = readRole(text, { start: group.start, end: group.end, next })
  }
  return groups
}

function agrees(index: PlaceIndex, group: MentionGroup, mention: Mention): boolean {
  return group.mentions.some(
    (other) =>
      isNeighbourhoodOf(index, other, mention) ||
      other.targets.some((a) =>
        mention.targets.some(
          (b) => isWithin(index.tree, a.node, b.node) || isWithin(index.tree, b.node, a.node),
        ),
      ),
  )
}

/** `朝阳十八里店周庄村`: a village that the pack does not know there, with a namesake in another district. */
function isStray(
  index: PlaceIndex,
  at: { text: string; group: MentionGroup; mention: Mention },
): boolean {
  const { tree } = index
  if (!/^[\s的]?$/.test(at.text.slice(at.group.end, at.mention.start))) return false
  const districts = new Set(
    at.group.mentions.flatMap(({ targets }) =>
      targets.map(({ node }) => tree.nodes[node]?.district),
    ),
  )
  return at.mention.targets.every(({ node }) => {
    const place = tree.nodes[node]
    return place?.level === 'community' && !districts.has(place.district)
  })
}
