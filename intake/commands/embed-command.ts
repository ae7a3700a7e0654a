import { parseArgs } from 'node:util'
import type { Database } from '../../db/client.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLog } from '../../db/kernel/log.ts'
import { loadPack } from '../../db/packs/pack-view.ts'
import { createPlaceIndex } from '../../dispatch/place/place-index.ts'
import { matterOf } from '../../dispatch/proposal/read-meaning.ts'
import { indexMissing } from '../../dispatch/related/index-request.ts'
import { rebuildOrderVectors } from '../../dispatch/related/rebuild-space.ts'
import {
  dropVectorIndex,
  ensureVectorIndex,
  hasVectorIndex,
} from '../../dispatch/related/vector-index-store.ts'
import { findArticlesWithoutVectors } from '../../kb/article/article-view.ts'
import { createEmbedPassagesJob } from '../../kb/article/embed-passages.ts'
import { createEmbedder, requireEmbedder } from '../../kb/embed/create-embedder.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { countSubjects, listSpaces } from '../../kb/embed/space-view.ts'
import { deleteSpace } from '../../kb/embed/vector-store.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import { withDatabase } from './database-commands.ts'
import { environment } from './environment.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const usage = 'jiesu embed status | rebuild [--space ID] | drop --space ID'

/** Only a rebuild needs it to answer; the others ask which space it is. */
async function openEmbedder(config: Config, what: string): Promise<Embedder | null> {
  const open = what === 'rebuild' ? requireEmbedder : createEmbedder
  return await open(config, createLog({ ...config, logLevel: 'warn' }))
}

async function status(database: Database, embedder: Embedder | null): Promise<void> {
  const { db } = database
  const total = await countSubjects(db)
  const spaces = await listSpaces(db)
  say(`工单 ${total.orders} 张，资料段落 ${total.passages} 段 · orders, passages`)
  for (const space of spaces) {
    const marks = [
      space.id === embedder?.space.id ? '正在使用' : '',
      (await hasVectorIndex(db, space)) ? 'HNSW' : '',
    ].filter((mark) => mark !== '')
    say(
      `${space.id}  工单 ${space.orders}/${total.orders}  段落 ${space.passages}/${total.passages}  ${marks.join(' ')}`,
    )
  }
  if (spaces.length === 0) say('还没有向量 · no vectors yet')
}

const ARTICLES_TOLD = 50

/** Passages through the same job that publishing uses, without the queue. */
async function rebuildPassages({ db }: Database, embedder: Embedder): Promise<number> {
  const job = createEmbedPassagesJob({ db, embedder, clock: systemClock })
  const articles = await findArticlesWithoutVectors(db, embedder.space.id)
  for (const [at, articleId] of articles.entries()) {
    if (at > 0 && at % ARTICLES_TOLD === 0) say(`资料 ${at}/${articles.length} · articles`)
    const vectors = (await job.prepare?.({ articleId })) ?? []
    await db.transaction().execute((trx) => job.apply(trx, { articleId }, vectors))
  }
  return articles.length
}

/**
 * Fills the space of the configured embedder beside a running hotline, which goes on with the space it was started with. To
 * change the model: run this with the new settings, then restart the servers with them, then drop the old space.
 */
async function rebuild(database: Database, embedder: Embedder, space?: string): Promise<void> {
  if (!ranksByVector(embedder.space)) throw new AppError('embedding.not-kept')
  if (space !== undefined && space !== embedder.space.id) {
    throw new AppError('embedding.other-space', { space: embedder.space.id })
  }
  const { db } = database
  const { pack } = await loadPack(db, systemClock.now())
  const places = createPlaceIndex(pack)
  let stopped = false
  const stop = () => {
    stopped = true
  }
  process.once('SIGINT', stop)
  try {
    await indexMissing(db)
    const articles = await rebuildPassages(database, embedder)
    const { orders } = await countSubjects(db)
    const held = (await listSpaces(db)).find(({ id }) => id === embedder.space.id)?.orders ?? 0
    const done = await rebuildOrderVectors({
      database,
      embedder,
      clock: systemClock,
      matterOf: (words) => matterOf({ places }, words),
      progress: (n) => say(`${held + n}/${orders}`),
      stopped: () => stopped,
    })
    say(`${embedder.space.id}：新做 ${done} 张工单、${articles} 篇资料的向量 · orders, articles`)
    if (stopped) say('已停下，再执行一次会接着做 · stopped; run it again to go on')
    else if (await ensureVectorIndex(database, embedder.space)) say('HNSW 索引已建好 · index built')
  } finally {
    process.removeListener('SIGINT', stop)
  }
}

async function drop(database: Database, embedder: Embedder | null, space: string): Promise<void> {
  if (space === embedder?.space.id) throw new AppError('embedding.space-in-use', { space })
  await dropVectorIndex(database, { id: space })
  const found = await database.db.transaction().execute((trx) => deleteSpace(trx, space))
  if (!found) throw new AppError('embedding.space-unknown', { space })
  say(`${space} 已删除 · dropped`)
}

/** `jiesu embed status|rebuild|drop`: embedding spaces side by side, one filled while another serves. */
export function runEmbed(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { space: { type: 'string' } },
  })
  const [what = 'status'] = positionals
  return withDatabase(async ({ database }) => {
    const embedder = await openEmbedder(loadConfig(environment()), what)
    try {
      if (what === 'status') await status(database, embedder)
      else if (what === 'rebuild') {
        if (!embedder) throw new AppError('embedding.not-kept')
        await rebuild(database, embedder, values.space)
      } else if (what === 'drop' && values.space) await drop(database, embedder, values.space)
      else throw new AppError('command.usage', { usage })
      return 0
    } finally {
      await embedder?.close()
    }
  })
}
