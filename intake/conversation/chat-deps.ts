import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { ErrorCode } from '../../db/kernel/errors.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import type { Card } from '../protocol/chat-frames.ts'

/** What the commands of a conversation need. */
export interface ChatDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  log: Logger
  secrets: Secrets
  pubsub: Pick<PubSub, 'publish'>
  /** Starts a job whose row has just been committed. */
  hurry(jobId: string): void
  pack: Pack
  packVersionId: string
}

/** How a frame of the citizen ended: stored (perhaps long ago), or refused with what the screen needs to go on. */
export type Received =
  | { type: 'accepted'; seq: number; duplicate: boolean }
  | { type: 'refused'; code: ErrorCode; card: Card | null; retryAfterMs: number | null }

export function accepted(seq: number, duplicate = false): Received {
  return { type: 'accepted', seq, duplicate }
}

export function refused(
  code: ErrorCode,
  more: { card?: Card; retryAfterMs?: number } = {},
): Received {
  return { type: 'refused', code, card: more.card ?? null, retryAfterMs: more.retryAfterMs ?? null }
}

export const conversationTopic = (id: string): string => `conversation:${id}`

/** Wakes every window of this conversation, on every server; what they show comes from the database. */
export function wakeConversation({ pubsub }: Pick<ChatDeps, 'pubsub'>, id: string): void {
  pubsub.publish(conversationTopic(id), { type: 'turns' })
}
