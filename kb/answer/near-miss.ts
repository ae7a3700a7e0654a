import type { Article, Pack } from '../../db/packs/pack.ts'
import type { Candidate, NearMiss } from './judge.ts'

/** Probability of each class of the taxonomy that a text is about, parents included: a leaf is never likelier than its parent. */
export type ClassesOf = (text: string) => Promise<ReadonlyMap<string, number>>

/** The neighbour of an article's own classes that a question belongs to instead, or null. */
type FindNearMiss = (article: Article) => NearMiss | null

/**
 * So likely the neighbour must be, so much less likely the article's own classes, and so unsure the judge: words that fit as well as
 * that are not overruled by a class. Chosen where the development questions lose nothing (docs/accuracy.md).
 */
const NEAR_FROM = 0.8
const OWN_SHARE = 0.02
const UNSURE_BELOW = 0.4

/** Articles are linked to matters (level 2), so what is told apart are matters: their leaves' pointers count as theirs. */
const matterOf = (code: string) => code.slice(0, 4)

const isMatter = (code: string) => code.length === 4
/** One is the other, or lies below it. */
const isWithin = (a: string, b: string) => a.startsWith(b) || b.startsWith(a)

/** The classes of levels 1 and 2 that a matter, or a leaf of it, is told apart from, whichever of the two says so. */
function createNeighbours(taxonomy: Pack['taxonomy']): (code: string) => readonly string[] {
  const near = new Map<string, Set<string>>()
  const link = (from: string, to: string) => {
    if (!isWithin(from, to)) near.set(from, (near.get(from) ?? new Set()).add(to))
  }
  for (const { code, see_also } of taxonomy) {
    for (const other of see_also) {
      link(matterOf(code), matterOf(other))
      link(matterOf(other), matterOf(code))
    }
  }
  return (code) => [...(near.get(matterOf(code)) ?? [])]
}

/**
 * Classes that people confuse point to one another in the taxonomy (快件丢失 and 盗窃). An article on the one is near in words and
 * vectors to a question on the other, and would be a confident wrong answer (R11): the class of the question tells them apart.
 */
export function createNearMisses(
  taxonomy: Pack['taxonomy'],
): (classes: ReadonlyMap<string, number>) => FindNearMiss {
  const neighbours = createNeighbours(taxonomy)
  const names = new Map(taxonomy.map(({ code, name }) => [code, name]))
  return (classes) => {
    const likely = [...classes].filter(([code, p]) => isMatter(code) && p >= NEAR_FROM)
    return ({ service_codes: codes }) => {
      const own = Math.max(0, ...codes.map((code) => classes.get(code) ?? 0))
      const near = likely.find(
        ([code, p]) =>
          own <= p * OWN_SHARE &&
          !codes.some((one) => isWithin(one, code)) &&
          codes.some((one) => neighbours(one).some((other) => isWithin(other, code))),
      )
      return near ? { code: near[0], name: names.get(near[0]) ?? near[0] } : null
    }
  }
}

const isDoubtful = ({ sure, confidence }: Candidate) => sure && confidence < UNSURE_BELOW

/**
 * Takes back what would be answered from an article on a neighbour of the question's class: it can only be offered then (R11). The
 * classes are asked for where that can happen at all, because they cost a vector.
 */
export async function leaveOutNearMisses(
  candidates: Candidate[],
  readClass: () => Promise<FindNearMiss>,
): Promise<Candidate[]> {
  if (!candidates.some(isDoubtful)) return candidates
  const nearMissOf = await readClass()
  return candidates.map((candidate) => {
    const leftOut = isDoubtful(candidate) ? nearMissOf(candidate.article) : null
    return leftOut === null ? candidate : { ...candidate, sure: false, leftOut }
  })
}
