import type { Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { fillText } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { Announcement } from '../../dispatch/order/order-store.ts'
import { advanceConversation, insertTurn, lockConversation } from './conversation-store.ts'
import type { ConversationRow } from './conversation-view.ts'
import { makeTurn } from './turn.ts'

/** The desk asks: what is said next is the answer, unless the citizen is in the middle of something else. */
const QUESTION = 'question_asked'

/** Told already: by the receipt, or by the answer to the requester's own act. */
const untold = ['request_registered', 'facts_added', 'reminded', 'withdrawn', 'rated']

/**
 * Writes what happened to an order into the citizen's conversation (R9: know the progress; R15: told of the reply), in the
 * transaction of the announcement: once, whatever is killed. What was being asked stays asked.
 */
export function createTellCitizen(deps: { secrets: Secrets; clock: Clock; pack: Pack }) {
  return async (trx: Db, told: Announcement): Promise<void> => {
    const text = deps.pack.texts[`timeline.${told.type}`]
    if (told.conversation_id === null || untold.includes(told.type) || !text) return
    const conversation = await lockConversation(trx, told.conversation_id)
    const { state } = conversation
    const isQuestion = told.type === QUESTION && state.asks === null
    const turn = makeTurn(
      `${told.request_no} ${sentenceOf(text, told, state.language)}`,
      isQuestion ? { asks: 'new_facts' } : { asks: state.asks, quick_replies: state.options },
    )
    const { secrets } = deps
    if (isQuestion) await awaitAnswer(trx, conversation, { told, now: deps.clock.now() })
    await insertTurn(trx, secrets, {
      conversationId: told.conversation_id,
      sender: 'system',
      turn,
      inReplyTo: null,
      now: deps.clock.now(),
    })
  }
}

function sentenceOf(
  text: Pack['texts'][string],
  { lead_name, payload }: Announcement,
  language: 'zh' | 'en',
): string {
  const words = payload['text']
  return fillText(language === 'en' && text.en !== '' ? text.en : text.zh, {
    unit: lead_name ?? '',
    text: typeof words === 'string' ? words : '',
  })
}

/** The next words are facts of this request: they go to the order, and to whoever asked. */
async function awaitAnswer(
  trx: Db,
  { id, state, stateVersion }: ConversationRow,
  { told, now }: { told: Announcement; now: Date },
): Promise<void> {
  const request_no = told.request_no
  const pending = { action: 'add_facts' as const, request_no, answers: { desk: 'asked' } }
  const next = { ...state, asks: 'new_facts' as const, options: [], pending }
  await advanceConversation(trx, { id, stateVersion, state: next, now })
}
