import { bigrams } from '../../kb/language/ngrams.ts'
import { compactText } from '../../kb/language/normalise.ts'
import type { RelatedSide } from './related-side.ts'

/** What a place is called below the street: estate, road, building. Names of district and street are taken away. */
export function spotName({ address, place }: Pick<RelatedSide, 'address' | 'place'>): string {
  const district = place.district ?? ''
  const street = (place.subdistrict ?? '').replace(district, '')
  let rest = compactText(address)
  for (const name of [district, street]) if (name !== '') rest = rest.replace(compactText(name), '')
  // The same two levels where they are written otherwise, or were not understood.
  return rest
    .replace(/^[^区县]{1,8}(?<![小社园院校景])[区县]/, '')
    .replace(/^[^街镇乡地]{1,6}(?:街道|地区|镇|乡)/, '')
}

const SHARED = 0.6

/** The name of the spot where both are: the same community, or most of one's spot is in the other's words. */
export function sharedSpot(a: RelatedSide, b: RelatedSide): string | null {
  if (isApart(a, b)) return null
  const community = a.place.community
  if (community !== null && community === b.place.community && isSameStreet(a, b)) return community
  const name = shareOf(a, b) >= shareOf(b, a) ? a : b
  return Math.max(shareOf(a, b), shareOf(b, a)) >= SHARED ? spotName(name) : null
}

function shareOf(one: RelatedSide, other: RelatedSide): number {
  const name = spotName(one)
  // "Building 2" alone is in every estate.
  if (!/\p{Script=Han}{2}/u.test(name.replace(/\d+(?:号楼|号院|单元|号|层|室|栋|幢)/g, ' ')))
    return 0
  const own = new Set(bigrams(name))
  const theirs = new Set(bigrams(`${spotName(other)} ${compactText(other.text)}`))
  return [...own].filter((pair) => theirs.has(pair)).length / own.size
}

export function isSameStreet(a: RelatedSide, b: RelatedSide): boolean {
  return a.place.subdistrict !== null && a.place.subdistrict === b.place.subdistrict
}

/** Two streets, or two districts: then the same words are about two places. */
export function isApart(a: RelatedSide, b: RelatedSide): boolean {
  const { place: one } = a
  const { place: other } = b
  if (one.subdistrict !== null && other.subdistrict !== null)
    return one.subdistrict !== other.subdistrict
  return one.district !== null && other.district !== null && one.district !== other.district
}

/** Things that carry a number: a bus line, a building, a gate. */
const numbered = /(\d+)(号楼|号院|单元|路(?:公交|车|总|末|在|司|站)?|号线|号门|栋|幢)/g

/** Both name a thing of one kind with another number: line 300 and line 52, building 5 and building 3. */
export function differInNumber(a: string, b: string): boolean {
  const read = (text: string) => {
    const found = new Map<string, Set<string>>()
    for (const [, number = '', kind = ''] of compactText(text).matchAll(numbered)) {
      const key = kind.charAt(0) === '路' ? '路' : kind
      found.set(key, (found.get(key) ?? new Set()).add(number))
    }
    return found
  }
  const other = read(b)
  for (const [kind, numbers] of read(a)) {
    const theirs = other.get(kind)
    if (theirs && ![...numbers].some((number) => theirs.has(number))) return true
  }
  return false
}
