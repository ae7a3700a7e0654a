import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { ErrorCode } from '../../db/kernel/errors.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import type { Card } from '../protocol/chat-frames.ts'
import type { ChatSettings } from './chat-settings.ts'

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
  settings: ChatSettings
}

/** How a frame of the citizen ended: stored (perhaps long ago), or refused with what the screen needs to go on. */
export type Received =
  | { type: 'accepted'; seq: number; duplicate: boolean; answered: boolean }
  | { type: 'refused'; code: ErrorCode; card: Card | null; retryAfterMs: number | null }

/** `answered: false` where a person answers, in his own time: nobody is shown writing until then. */
export function accepted(seq: number, duplicate = false, answered = true): Received {
  return { type: 'accepted', seq, duplicate, answered }
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

/** Somebody began or ceased to wait for a person: those who wait look where they stand. */
export const QUEUE_TOPIC = 'queue'

export function wakeQueue({ pubsub }: Pick<ChatDeps, 'pubsub'>): void {
  pubsub.publish(QUEUE_TOPIC, { type: 'turns' })
}

/** Tells the screens of the reception that somebody waits or has said something. */
export function wakeReception({ pubsub }: Pick<ChatDeps, 'pubsub'>, conversationId: string): void {
  pubsub.publish('console', { type: 'reception-changed', conversation_id: conversationId })
}
