import type { ChatDeps } from './chat-deps.ts'
import { advanceConversation, insertTurn, lockConversation } from './conversation-store.ts'
import { loadDrafts, newestDraftChange, newestMessageAt } from './conversation-view.ts'
import { isReady, summaryTurn } from './several-drafts.ts'
import { createSay } from './texts.ts'

/** A shorter absence is a break of the line and needs no words. */
const LONG_ABSENCE_MS = 30 * 60_000

/** Somebody who comes back after a long silence to a summary that was never confirmed is shown it again, once. */
export async function welcomeBack(
  deps: Pick<ChatDeps, 'database' | 'clock' | 'secrets' | 'pack'>,
  conversationId: string,
): Promise<void> {
  const { database, clock, secrets, pack } = deps
  const now = clock.now()
  const isLong = (at: Date | null) => at !== null && now.getTime() - at.getTime() > LONG_ABSENCE_MS
  if (!isLong(await newestDraftChange(database.db, conversationId))) return
  await database.db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId)
    if (!isLong(await newestMessageAt(trx, conversationId))) return
    const { draft, parked } = await loadDrafts(trx, secrets, conversationId)
    const ready = [...parked, ...(draft ? [draft] : [])].filter(isReady)
    if (ready.length === 0) return
    const say = createSay(pack.texts, conversation.state.language)
    const turn = summaryTurn(say, ready, say('draft.waiting', { count: ready.length }))
    const told = { conversationId, sender: 'assistant' as const, turn, inReplyTo: null, now }
    await insertTurn(trx, secrets, told)
    const { id, stateVersion } = conversation
    const state = { ...conversation.state, asks: turn.asks, options: turn.quick_replies }
    await advanceConversation(trx, { id, stateVersion, state, now })
  })
}
