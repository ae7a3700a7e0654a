import { z } from 'zod'
import type { Database, Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { vectorKey } from '../../kb/embed/vector.ts'
import { type SubjectVector, saveVectors } from '../../kb/embed/vector-store.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import { judgeRelated } from './judge-related.ts'
import { insertProposedLinks, type ProposedLink } from './link-store.ts'
import { createNearestSearch, type NearestSearch } from './nearest-search.ts'
import {
  loadSubjects,
  type RelatedSubject,
  selectNearbyIds,
  selectNearestIds,
  selectOwnIds,
} from './related-candidates-view.ts'
import type { RelatedKind } from './related-kinds.ts'

export const RELATE_REQUEST = 'dispatch.relate-request'

export interface RelateDeps {
  database: Pick<Database, 'db'>
  embedder: Embedder | null
  clock: Clock
  /** The words of the matter without the names of places: what is embedded. */
  matterOf: (words: string) => string
}

/** A sentence vector gains nothing from more (the same limit as for proposals, so that one vector serves both). */
const LONGEST = 400
const DAY = 24 * 3_600_000
const WINDOW = { own: 180 * DAY, topic: 60 * DAY, eventHours: 72 }
/** A kind of problem has hundreds of members: only plain likeness is worth a line on the screen. */
const TOPIC_FROM = 0.85
const MOST: Record<RelatedKind, number> = { same_requester: 10, same_event: 30, same_topic: 10 }

export function matterText(matterOf: RelateDeps['matterOf'], words: string): string {
  const matter = matterOf(words).replace(/\s+/g, ' ').trim()
  return (matter === '' ? words : matter).slice(0, LONGEST)
}

/** Promised in the transaction that registers the request. */
export async function enqueueRelate(trx: Db, requestId: string, now: Date): Promise<void> {
  await enqueueJob(trx, {
    name: RELATE_REQUEST,
    payload: { request_id: requestId },
    uniqueKey: `${RELATE_REQUEST}:${requestId}`,
    now,
  })
}

async function candidatesOf(
  db: Db,
  search: NearestSearch,
  { requestId, side }: RelatedSubject,
): Promise<string[]> {
  const before = (ms: number) => new Date(side.at.getTime() - ms)
  const nearest = await search(
    {
      text: side.text,
      address: side.address,
      vector: side.vector,
      excludeRequestId: requestId,
      filters: { decidedOnly: false, receivedSince: before(WINDOW.topic) },
      limit: 40,
    },
    selectNearestIds,
  )
  const own = await selectOwnIds(db, requestId, before(WINDOW.own))
  const nearby = await selectNearbyIds(db, {
    requestId,
    side,
    hours: WINDOW.eventHours,
    limit: 200,
  })
  return [...new Set([...own, ...nearest.rows, ...nearby])]
}

/** The links worth proposing, best first, a limited number of each kind. */
export function chooseLinks(
  subject: RelatedSubject,
  others: readonly RelatedSubject[],
): ProposedLink[] {
  const left = { ...MOST }
  return others
    .flatMap((other) => {
      const { kind, score, reasons, newFacts } = judgeRelated(subject.side, other.side)
      if (kind === null || (kind === 'same_topic' && score < TOPIC_FROM)) return []
      const facts = newFacts.length > 0 ? [`后一件新提到：${newFacts.slice(0, 4).join('、')}`] : []
      const pair = { one: subject.requestId, other: other.requestId }
      return [{ ...pair, kind, score, reasons: [...reasons, ...facts] }]
    })
    .sort((a, b) => b.score - a.score)
    .filter(({ kind }) => {
      left[kind] -= 1
      return left[kind] >= 0
    })
}

/**
 * Makes the vector of a new request and proposes what it belongs to (R11-3), outside any chat: a repeat of the same person,
 * one event that several report, the same kind of problem. A person decides.
 */
export function createRelateRequestJob({ database, embedder, clock, matterOf }: RelateDeps) {
  const { db } = database
  const ranking = embedder && ranksByVector(embedder.space) ? embedder : null
  const search = createNearestSearch({ database, space: ranking?.space ?? null, clock })

  const embed = async (subject: RelatedSubject): Promise<SubjectVector[]> => {
    if (!ranking) return []
    const text = matterText(matterOf, subject.side.text)
    const [vector] = await ranking.embed([text], 'passage')
    return vector ? [{ subjectId: subject.orderId, contentHash: vectorKey(text), vector }] : []
  }

  return defineJob({
    name: RELATE_REQUEST,
    payload: z.object({ request_id: z.string() }),
    prepare: async ({
      request_id,
    }): Promise<{ vectors: SubjectVector[]; links: ProposedLink[] }> => {
      const spaceId = ranking?.space.id ?? null
      const [found] = await loadSubjects(db, [request_id], spaceId)
      if (!found) return { vectors: [], links: [] }
      const vectors = await embed(found)
      const subject = { ...found, side: { ...found.side, vector: vectors[0]?.vector ?? null } }
      const ids = await candidatesOf(db, search, subject)
      return { vectors, links: chooseLinks(subject, await loadSubjects(db, ids, spaceId)) }
    },
    apply: async (trx, _payload, { vectors, links }) => {
      const now = clock.now()
      if (ranking) await saveVectors(trx, { space: ranking.space, kind: 'order', vectors, now })
      await insertProposedLinks(trx, links, now)
    },
  })
}
