import type { Database } from '../../db/client.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import type { ClassModel } from '../classifier/class-model-file.ts'
import { findActiveVersion, loadActiveModel } from './model-view.ts'

const TOPIC = 'models'
const LOOK_MS = 60_000

export function announceModel(pubsub: Pick<PubSub, 'publish'>): void {
  pubsub.publish(TOPIC, { type: 'model-changed' })
}

export interface FollowOptions {
  database: Pick<Database, 'db'>
  pubsub: Pick<PubSub, 'subscribe'>
  log: Logger
  pack: Pack
  /** The version that serves now; null: the pack's own. */
  serving: string | null
  /** Takes another model into use; null: the pack's own. */
  use(model: ClassModel | null): Promise<void>
  lookMs?: number
}

/**
 * Keeps a running process on the version that is to serve, without a restart: told at once, and looking itself every minute because
 * a message may be lost. A version that cannot be read or knows other classes leaves the one that serves. Returns how to end it.
 */
export function followModel(options: FollowOptions): () => Promise<void> {
  const { database, pubsub, log, pack, use, lookMs = LOOK_MS } = options
  let { serving } = options
  let looking: Promise<void> = Promise.resolve()
  const look = async () => {
    const wanted = await findActiveVersion(database.db)
    if (wanted === serving) return
    const model = wanted === null ? null : await loadActiveModel(database.db, pack)
    if (wanted !== null && model === null) {
      log.warn({ version: wanted }, 'this classifier knows other classes: the one before serves')
    } else {
      await use(model)
      log.info({ version: wanted ?? 'pack' }, 'another classifier serves')
    }
    serving = wanted
  }
  // One after the other, so that the last wish wins.
  const lookSoon = () => {
    looking = looking
      .then(look)
      .catch((err: unknown) => log.warn({ err }, 'the active classifier was not looked for'))
  }
  const timer = setInterval(lookSoon, lookMs)
  timer.unref()
  const unsubscribe = pubsub.subscribe(TOPIC, lookSoon)
  return async () => {
    clearInterval(timer)
    unsubscribe()
    await looking
  }
}
