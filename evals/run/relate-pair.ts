import { performance } from 'node:perf_hooks'
import type { ProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import { type Judgement, judgeRelated } from '../../dispatch/related/judge-related.ts'
import type { RelatedSide } from '../../dispatch/related/related-side.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import type { DuplicateCase } from '../cases/case-formats.ts'

/** A judgement with its time. */
export type FoundRelation = Judgement & { ms: number }

/** As long as the vector that the product keeps of an order's words. */
const LONGEST = 400

export interface RelateDeps {
  propose(id: string, asked: { text: string; at: string; address?: string }): Promise<ProposalLine>
  /** The matter alone, as the product embeds an order. */
  matterOf(words: string): Promise<string>
  embedder: Embedder | null
  /** When a member says no moment of its own. */
  usualMoment: string
}

/** Both members are understood as a filed request is, then judged by what the dispatcher's screen judges them by. */
export function createRelatePair({ propose, matterOf, embedder, usualMoment }: RelateDeps) {
  const ranking = embedder && ranksByVector(embedder.space) ? embedder : null
  const toSide = async (id: string, member: DuplicateCase['a']): Promise<RelatedSide> => {
    const at = member.at ?? usualMoment
    const address = member.address ?? ''
    const asked = { text: member.text, at, ...(address === '' ? {} : { address }) }
    const line = await propose(id, asked)
    const matter = (await matterOf(member.text)).replace(/\s+/g, ' ').trim() || member.text
    const vectors = await ranking?.embed([matter.slice(0, LONGEST)], 'passage')
    return {
      text: member.text,
      address,
      at: new Date(at),
      requester: member.requester ?? null,
      place: line.place,
      classes: new Map(line.service_codes.map(({ code, p }) => [code, p])),
      vector: vectors?.[0] ?? null,
    }
  }
  return async (c: DuplicateCase): Promise<FoundRelation> => {
    const [a, b] = [await toSide(`${c.id}-a`, c.a), await toSide(`${c.id}-b`, c.b)]
    const started = performance.now()
    const judgement = judgeRelated(a, b)
    const ms = Math.round((performance.now() - started) * 100) / 100
    return { ...judgement, ms }
  }
}
