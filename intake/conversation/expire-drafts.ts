import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { wakeConversation } from './chat-deps.ts'
import type { ChatSettings } from './chat-settings.ts'
import {
  advanceConversation,
  closeDraft,
  insertTurn,
  lockConversation,
} from './conversation-store.ts'
import { loadDrafts, newestDraftChange } from './conversation-view.ts'
import { draftCard } from './draft.ts'
import { createSay } from './texts.ts'
import { makeTurn } from './turn.ts'

export const EXPIRE_DRAFTS = 'intake.expire-drafts'
const payload = z.object({ conversation_id: z.string() })
const DAY = 86_400_000

/** One look a day at most for each conversation, at the moment when its unfinished drafts may have become too old. */
export async function planExpiry(
  trx: Db,
  plan: { conversationId: string; now: Date; keepDays: number },
): Promise<void> {
  const runAt = new Date(plan.now.getTime() + plan.keepDays * DAY)
  await enqueueJob(trx, {
    name: EXPIRE_DRAFTS,
    payload: { conversation_id: plan.conversationId },
    uniqueKey: `expire-drafts:${plan.conversationId}:${runAt.toISOString().slice(0, 10)}`,
    runAt,
    now: plan.now,
  })
}

export interface ExpireDeps {
  pack: Pack
  secrets: Secrets
  clock: Clock
  settings: ChatSettings
  pubsub: Pick<PubSub, 'publish'>
}

/**
 * Closes drafts that nobody has touched for as long as the city keeps them, and tells it in the conversation, where the
 * citizen finds it on coming back. The words stay in the conversation.
 */
export function createExpireJob(deps: ExpireDeps) {
  return defineJob({
    name: EXPIRE_DRAFTS,
    payload,
    apply: async (trx, { conversation_id: conversationId }) => {
      const now = deps.clock.now()
      const { keepDays } = { keepDays: deps.settings.draftKeepDays }
      const conversation = await lockConversation(trx, conversationId)
      const changed = await newestDraftChange(trx, conversationId)
      if (changed === null) return
      if (now.getTime() - changed.getTime() < keepDays * DAY) {
        await planExpiry(trx, { conversationId, now: changed, keepDays })
        return
      }
      const { draft, parked } = await loadDrafts(trx, deps.secrets, conversationId)
      const drafts = [...parked, ...(draft ? [draft] : [])]
      for (const { id } of drafts) await closeDraft(trx, id, { state: 'expired', now })
      const say = createSay(deps.pack.texts, conversation.state.language)
      const turn = makeTurn(say('draft.expired', { days: keepDays, count: drafts.length }), {
        cards: drafts.map((one) => draftCard(one, 'expired', say)),
      })
      const told = { conversationId, sender: 'system' as const, turn, inReplyTo: null, now }
      await insertTurn(trx, deps.secrets, told)
      const { id, stateVersion } = conversation
      const state = { ...conversation.state, asks: null, options: [] }
      await advanceConversation(trx, { id, stateVersion, state, now })
    },
    committed: ({ conversation_id }) => wakeConversation(deps, conversation_id),
  })
}
