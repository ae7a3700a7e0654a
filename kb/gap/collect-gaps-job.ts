import { z } from 'zod'
import type { Database, Db } from '../../db/client.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Article } from '../../db/packs/pack.ts'
import type { Ask } from '../answer/ask-result.ts'
import type { Published } from '../article/published.ts'
import type { Embedder } from '../embed/embedder.ts'
import { ranksByVector } from '../search/fuse.ts'
import { type ClusterItem, clusterQuestions, titleOf } from './cluster-questions.ts'
import { assignQuestions, deleteQuestions, insertGap } from './gap-store.ts'
import { listOpenClusters, listWaitingQuestions } from './gap-view.ts'
import { COLLECT_GAPS } from './plan-gap-jobs.ts'
import { unansweredPart } from './worth-recording.ts'

export interface CollectDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  embedder: Embedder | null
  published: Published
  ask: Ask
}

interface Ticket {
  id: string | null
  ids: string[]
  title: string
  owner: string
  topic: string
  articleKey: string | null
}

/** So near must the best article be that its owner is likely the one to ask. */
const NEAREST = 3

/** Whose matter it probably is: the owner and topic that most of the nearest articles share; a person may change it. */
export function guessOwner(articles: readonly Article[]): { owner: string; topic: string } {
  const most = (values: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
  }
  return {
    owner: most(articles.map(({ owner }) => owner)),
    topic: most(articles.flatMap(({ topics }) => topics)),
  }
}

async function vectorsOf(embedder: Embedder | null, texts: readonly string[]) {
  if (!embedder || !ranksByVector(embedder.space) || texts.length === 0) return []
  // Without vectors the words alone must do: a dead endpoint holds no ticket back.
  return await embedder.embed(texts, 'query').catch(() => [])
}

type Waiting = Awaited<ReturnType<typeof listWaitingQuestions>>[number]

/**
 * What was typed into the public search finds words; whether the answers know it is asked here, once for each wording. A
 * question that is answered is no gap.
 */
async function findAnswered({ ask, clock }: CollectDeps, waiting: readonly Waiting[]) {
  const answered = new Set<string>()
  const searched = waiting.filter(
    ({ origin, outcome }) => origin === 'public' && outcome === 'refused',
  )
  for (const text of new Set(searched.map((one) => one.text))) {
    const result = await ask({ text, at: clock.now() })
    const isGap = unansweredPart(result) !== null
    if (!isGap) for (const one of searched) if (one.text === text) answered.add(one.id)
  }
  return answered
}

/** Puts waiting questions into tickets by likeness and guesses whose they are. */
export function createCollectGapsJob(deps: CollectDeps) {
  const { database, clock, embedder, published } = deps

  const group = async (db: Db, waiting: readonly Waiting[]): Promise<Ticket[]> => {
    if (waiting.length === 0) return []
    const open = await listOpenClusters(db)
    const texts = [...waiting.map(({ text }) => text), ...open.flatMap((one) => one.texts)]
    const vectors = await vectorsOf(embedder, texts)
    const vectorOf = new Map(texts.map((text, i) => [text, vectors[i]]))
    const item = (id: string, text: string): ClusterItem => ({
      id,
      text,
      vector: vectorOf.get(text),
    })
    const clusters = clusterQuestions(
      waiting.map(({ id, text }) => item(id, text)),
      open.map((one) => ({ id: one.id, items: one.texts.map((text) => item('', text)) })),
    )
    const keyOf = new Map(waiting.map((one) => [one.id, one.article_key]))
    const { index } = await published()
    const tickets = clusters.map(async ({ id, items }): Promise<Ticket> => {
      const title = titleOf(items)
      const hits = id === null ? await index.search({ text: title, limit: NEAREST }) : []
      const keys = items.map((one) => keyOf.get(one.id)).filter((key) => typeof key === 'string')
      return {
        id,
        ids: items.map((one) => one.id),
        title,
        ...guessOwner(hits.map(({ article }) => article)),
        articleKey: keys[0] ?? null,
      }
    })
    return await Promise.all(tickets)
  }

  return defineJob({
    name: COLLECT_GAPS,
    payload: z.object({}),
    prepare: async () => {
      const waiting = await listWaitingQuestions(database.db)
      const answered = await findAnswered(deps, waiting)
      const open = waiting.filter(({ id }) => !answered.has(id))
      return { answered: [...answered], tickets: await group(database.db, open) }
    },
    apply: async (trx, _payload, { answered, tickets }) => {
      const now = clock.now()
      await deleteQuestions(trx, answered)
      for (const { id, ids, ...ticket } of tickets) {
        const wish = { ...ticket, kind: 'unanswered' as const, note: '', raisedBy: null, now }
        const gapId = id ?? (await insertGap(trx, wish))
        await assignQuestions(trx, { gapId, ids, now })
      }
    },
  })
}
