import type { ServerFrame } from '../protocol/chat-frames.ts'
import { type ChatDeps, QUEUE_TOPIC } from './chat-deps.ts'
import { positionOf } from './hand-over-store.ts'

export interface QueueWatch {
  /** Looks how many wait before this conversation; says it where it changed. */
  look(): void
  end(): void
}

/**
 * Tells one window how many wait before it for a person, when that changes and never else. A window that waits for nobody
 * listens to nothing.
 */
export function createQueueWatch(
  deps: Pick<ChatDeps, 'database' | 'log'>,
  line: {
    conversationId: string
    subscribe: (topic: string, listener: () => void) => () => void
    send: (frame: ServerFrame) => void
  },
): QueueWatch {
  let said: number | null = null
  let over = false
  let tail = Promise.resolve()
  let queued = false
  let unsubscribe: (() => void) | null = null
  const leave = () => {
    unsubscribe?.()
    unsubscribe = null
  }
  const find = async () => {
    queued = false
    if (over) return
    const position = await positionOf(deps.database.db, line.conversationId)
    if (over) return
    if (position === null) leave()
    else unsubscribe ??= line.subscribe(QUEUE_TOPIC, look)
    if (position !== said) line.send({ type: 'queue', ahead: position })
    said = position
  }
  const look = () => {
    if (queued || over) return
    queued = true
    tail = tail
      .then(find)
      .catch((err: unknown) => deps.log.warn({ err }, 'place in the queue not read'))
  }
  return {
    look,
    end: () => {
      over = true
      leave()
    },
  }
}
