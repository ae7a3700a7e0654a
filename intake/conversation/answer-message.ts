import type { Pack } from '../../db/packs/pack.ts'
import { detectLanguage } from '../../kb/language/detect-language.ts'
import { continueDraft } from './continue-draft.ts'
import { nextTurn } from './next-turn.ts'
import type { ConversationState } from './state.ts'
import type { Incoming, Standing, Step } from './step.ts'
import { createSay } from './texts.ts'
import type { Turn } from './turn.ts'
import type { Understanding } from './understand.ts'

/** Understands one message and decides what to say: the only place where the two meet. */
export async function answerMessage(
  before: Standing,
  message: Incoming,
  tools: { understanding: Understanding; pack: Pack; newDraftId: string },
): Promise<Step> {
  const { understanding, pack, newDraftId } = tools
  const standing = { ...before, state: speakTheirs(before.state, message) }
  const say = createSay(pack.texts, standing.state.language)
  const heard = await understanding.hear(standing, message)
  const decided = nextTurn({ standing, message, heard, say, newDraftId })
  const step = { ...decided, turns: decided.turns.map((turn) => withOwners(turn, pack)) }
  if (!step.revised || !step.draft) return step
  const proposal = await understanding.understandDraft(step.draft)
  const next = continueDraft({ state: step.state, draft: step.draft }, proposal, say)
  return {
    ...next,
    turns: [...step.turns, ...next.turns],
    effects: [...step.effects, ...next.effects],
  }
}

/** Who answers for an article stands in the pack. */
function withOwners(turn: Turn, pack: Pack): Turn {
  const cards = turn.cards.map((card) => {
    if (card.type !== 'answer') return card
    return { ...card, owner: pack.articles.find((a) => a.id === card.article)?.owner ?? '' }
  })
  return { ...turn, cards }
}

/** English is answered in English; a single "ok" or a phone number does not change the language. */
function speakTheirs(state: ConversationState, message: Incoming): ConversationState {
  if (message.kind !== 'text' || message.choice !== null) return state
  const latin = message.text.match(/[a-z]/gi)?.length ?? 0
  const han = message.text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (latin < 8 && han < 2) return state
  return { ...state, language: detectLanguage(message.text) }
}
