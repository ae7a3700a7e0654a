import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { saveUnderstanding } from './call-store.ts'
import { findCall } from './call-view.ts'
import { listLines } from './segment-view.ts'
import { pinnedBy, type UnderstandCallDeps, understandCall } from './understand-call.ts'

export interface UnderstandSoonDeps extends UnderstandCallDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  log: Logger
  pubsub: Pick<PubSub, 'publish'>
}

export interface UnderstandSoon {
  (callId: string): void
  /** Resolves when nothing is being understood. */
  settled(): Promise<void>
}

/** Calls that are understood at the same time; the rest wait their turn. */
const AT_ONCE = 4

/**
 * Understands calls as they go on. At most one run for a call at a time, and however many segments came meanwhile, one more after
 * it: a slow machine makes the screen later, never the queue longer. Nothing is kept in memory about a call.
 */
export function createUnderstandSoon(deps: UnderstandSoonDeps): UnderstandSoon {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const waiting = new Set<string>()

  const runNext = () => {
    for (const callId of waiting) {
      if (running.size >= AT_ONCE) return
      if (running.has(callId)) continue
      waiting.delete(callId)
      start(callId)
    }
  }
  const start = (callId: string) => {
    const work = understandOnce(deps, callId)
      .catch((err: unknown) =>
        deps.log.warn({ err, callId }, 'call not understood; the next words will'),
      )
      .then(() => {
        running.delete(callId)
        if (again.delete(callId)) waiting.add(callId)
        runNext()
      })
    running.set(callId, work)
  }
  const soon = (callId: string) => {
    if (running.has(callId)) again.add(callId)
    else waiting.add(callId)
    runNext()
  }
  const settled = async () => {
    while (running.size > 0) await Promise.all(running.values())
  }
  return Object.assign(soon, { settled })
}

async function understandOnce(deps: UnderstandSoonDeps, callId: string): Promise<void> {
  const { database, clock, pubsub } = deps
  const call = await findCall(database.db, callId)
  if (!call || call.requestId !== null) return
  const pinned = pinnedBy(call.understanding)
  const { lines, changeNo } = await listLines(database.db, callId, [...pinned])
  const understanding = await understandCall(deps, {
    lines,
    pinned,
    at: clock.now(),
    upto: changeNo,
  })
  if (!understanding) return
  const now = clock.now()
  if (!(await saveUnderstanding(database.db, callId, { understanding, now }))) return
  pubsub.publish(`call:${callId}`, { type: 'call-changed', call_id: callId })
  const { emergency } = understanding
  if (emergency === null || call.understanding?.emergency != null) return
  pubsub.publish('console', { type: 'call-changed', call_id: callId })
  // R11-1: the whole room hears of it, as of one in a chat.
  pubsub.publish('console', {
    type: 'alarm',
    conversation_id: null,
    call_id: callId,
    kind: 'emergency',
    number: emergency.number,
    flags: [],
    text: emergency.words,
    at: now.toISOString(),
  })
}
