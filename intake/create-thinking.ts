import { join } from 'node:path'
import type { Database } from '../db/client.ts'
import type { Clock } from '../db/kernel/clock.ts'
import type { Config } from '../db/kernel/config.ts'
import type { Logger } from '../db/kernel/log.ts'
import type { Pack } from '../db/packs/pack.ts'
import type { PubSub } from '../db/pubsub/pubsub.ts'
import { assistProposals } from '../dispatch/assist/assist-proposals.ts'
import { followModel } from '../dispatch/model/follow-model.ts'
import { loadActiveModel } from '../dispatch/model/model-view.ts'
import { createProposer } from '../dispatch/proposal/create-proposer.ts'
import type { Propose } from '../dispatch/proposal/proposal.ts'
import { createFindNeighbours } from '../dispatch/related/find-neighbours.ts'
import { prepareRelated } from '../dispatch/related/index-request.ts'
import { createEmergencyCheck } from '../dispatch/triage/emergency-check.ts'
import type { Ask } from '../kb/answer/ask-result.ts'
import { createLiveAsk, type LiveAsk } from '../kb/answer/live-ask.ts'
import { queuePassageEmbeddings } from '../kb/article/embed-passages.ts'
import { createEmbedder } from '../kb/embed/create-embedder.ts'
import type { Embedder } from '../kb/embed/embedder.ts'
import { createLanguageModel } from '../kb/llm/create-language-model.ts'
import { saveModelUse } from '../kb/llm/usage-store.ts'
import { createRerank } from '../kb/search/rerank-endpoint.ts'
import { createFindArticles } from './calls/find-articles.ts'
import type { FindArticles } from './calls/understand-call.ts'

interface ThinkingDeps {
  config: Config
  log: Logger
  database: Database
  clock: Clock
  pubsub: PubSub
  /** On its way already; else it is made here. */
  embedder?: Promise<Embedder | null> | undefined
}

/** What understands words, and what goes with it. */
interface Thinking {
  propose: Propose
  ask: Ask
  askWith: LiveAsk['askWith']
  /** Waits until answers come from everything that is published by now. */
  caughtUp?: LiveAsk['caughtUp']
  findArticles: FindArticles
  embedder: Embedder | null
  passageEmbedder?: Embedder | null
  matterOf?: (words: string) => string
  meaningReady(): boolean
  close(): Promise<void>
}

/** The endpoints that a city may configure; null without. */
async function openEndpoints({
  config,
  log,
  database,
}: Pick<ThinkingDeps, 'config' | 'log' | 'database'>) {
  const languageModel = await createLanguageModel(config, {
    record: (use) => saveModelUse(database.db, use),
    onRecordFailure: (err) => log.warn({ err }, 'a use of the language model was not recorded'),
  })
  const rerank = createRerank(config, (err) => {
    log.info({ err }, 'the order of articles is our own')
  })
  return { languageModel, rerank }
}

/** What understands the citizens' words; about a second and 200 MB, so only where jobs run. */
export async function createThinking(
  { config, log, database, clock, pubsub, embedder: starting }: ThinkingDeps,
  pack: Pack,
): Promise<Thinking> {
  const embedder = await (starting ?? createEmbedder(config, log))
  const trained = await activeModel({ log, database }, pack)
  const propose = await createProposer({
    pack,
    embedder,
    trained,
    cacheDir: join(config.dataDir, 'cache'),
    neighbours: createFindNeighbours({ database, space: embedder?.space ?? null, clock }),
  })
  const { use } = propose
  const serving = trained?.version ?? null
  const unfollow = followModel({ database, pubsub, log, pack, serving, use })
  prepareRelated({ database, log, clock, embedder, matterOf: propose.matterOf })
  const { languageModel, rerank } = await openEndpoints({ config, log, database })
  let closed = false
  const live = createLiveAsk({
    db: database.db,
    languageModel,
    servicePoints: pack.service_points,
    pack,
    embedder,
    cacheDir: join(config.dataDir, 'cache'),
    isEmergency: createEmergencyCheck(pack),
    classesOf: propose.classesOf,
    rerank,
    onFailure: (err) => {
      if (!closed) log.info({ err }, 'answers come from words alone')
    },
  })
  // Read now, with the dictionaries, so that the first citizen does not wait for it.
  await live.index()
  await propose({ channel: 'chat', text: pack.meta.name, at: clock.now() })
  let ready = false
  void Promise.all([propose.ready, live.vectorsReady]).then(() => {
    ready = true
  })
  const meaningReady = () => ready
  // Vectors are stored by jobs once they are there: whoever writes to us never waits for a slot that waits for a vector.
  const store = async () => {
    await live.vectorsReady
    if (!embedder || closed) return
    const wish = { space: embedder.space, now: clock.now() }
    await database.db.transaction().execute((trx) => queuePassageEmbeddings(trx, wish))
  }
  store().catch((err: unknown) => log.info({ err }, 'vectors are stored at the next start'))
  const { ask, askWith, caughtUp } = live
  const findArticles = createFindArticles(live.index)
  const close = async () => {
    closed = true
    await unfollow()
    await embedder?.close()
  }
  const onFailure = (err: unknown) => log.warn({ err }, 'the proposal stands without the model')
  const assisted = languageModel
    ? assistProposals(propose, { pack, languageModel, onFailure })
    : propose
  const { matterOf } = propose
  const understood = {
    propose: assisted,
    ask,
    askWith,
    caughtUp,
    findArticles,
    matterOf,
    meaningReady,
  }
  return { ...understood, embedder, passageEmbedder: await live.embedder(), close }
}

/** The version that retraining made active; one that cannot be used is said and the pack's own serves. */
async function activeModel({ log, database }: Pick<ThinkingDeps, 'log' | 'database'>, pack: Pack) {
  try {
    return (await loadActiveModel(database.db, pack)) ?? undefined
  } catch (err) {
    log.warn({ err }, "the active classifier cannot be read: the pack's own serves")
    return undefined
  }
}

/** A server whose jobs run elsewhere never thinks; if it has to after all, it starts to. */
export function thinkLater(create: () => Promise<Thinking>): Thinking {
  let started: Promise<Thinking> | undefined
  const thinking = () => {
    started ??= create()
    return started
  }
  return {
    propose: async (input) => (await thinking()).propose(input),
    ask: async (input) => (await thinking()).ask(input),
    askWith: async (draft) => (await thinking()).askWith(draft),
    findArticles: async (text, limit) => (await thinking()).findArticles(text, limit),
    meaningReady: () => true,
    embedder: null,
    close: async () => (await started)?.close(),
  }
}
