import type { Pack } from '../../db/packs/pack.ts'
import { detectLanguage } from '../../kb/language/detect-language.ts'
import { noteAssisted } from './assisted-elements.ts'
import { byNumber } from './chosen.ts'
import { continueDraft } from './continue-draft.ts'
import type { Draft } from './draft.ts'
import { readElements } from './elements.ts'
import { inChinese } from './english.ts'
import { keepFiles } from './files-of-draft.ts'
import { isQuestion } from './intent.ts'
import { nextTurn } from './next-turn.ts'
import type { ConversationState } from './state.ts'
import type { Incoming, Standing, Step } from './step.ts'
import { createSay, type Say } from './texts.ts'
import type { Turn } from './turn.ts'
import type { Understanding } from './understand.ts'

export interface AnswerTools {
  understanding: Understanding
  pack: Pack
  newDraftId: (index: number) => string
}

/** One draft is finished, another taken up: never more rounds than a message can have demands. */
const MOST_ROUNDS = 8

/** Understands one message and decides what to say: the only place where the two meet. */
export async function answerMessage(
  before: Standing,
  incoming: Incoming,
  tools: AnswerTools,
): Promise<Step> {
  const { understanding, pack, newDraftId } = tools
  const standing = { ...before, state: speakTheirs(before.state, incoming) }
  const say = createSay(pack.texts, standing.state.language)
  const message = inChinese(byNumber(standing, incoming))
  const heard = await understanding.hear(standing, message)
  const decided = keepFiles(
    standing,
    nextTurn({ standing, message, heard, say, newDraftId }),
    message,
  )
  const step = await goOn(decided, { message, understanding, say })
  return { ...step, turns: step.turns.map((turn) => finish(turn, { pack, say, step })) }
}

/** Understands each revised draft anew and decides what is still to ask, until there is something to wait for. */
async function goOn(
  decided: Step,
  { message, understanding, say }: { message: Incoming; understanding: Understanding; say: Say },
): Promise<Step> {
  let step = decided
  for (let round = 0; step.revised && step.draft && round < MOST_ROUNDS; round++) {
    const proposal = await understanding.understandDraft(step.draft)
    const party = proposal?.evidence.find((e) => e.for === 'respondent')?.text ?? null
    const read = tells(step.draft, message) ? readElements(step.draft, message, party) : step.draft
    const draft = noteAssisted(read, proposal)
    const next = continueDraft({ ...step, draft }, proposal, say)
    step = {
      ...next,
      turns: [...step.turns, ...next.turns],
      effects: [...step.effects, ...next.effects],
    }
  }
  return step
}

const tells = (draft: Draft, message: Incoming): boolean =>
  draft.content.words.some((words) => words.message_id === message.id)

/** Who answers for an article stands in the pack; an answer to English words says in English what it is. */
function finish(turn: Turn, { pack, say, step }: { pack: Pack; say: Say; step: Step }): Turn {
  const cards = turn.cards.map((card) => {
    if (card.type !== 'answer') return card
    return { ...card, owner: pack.articles.find((a) => a.id === card.article)?.owner ?? '' }
  })
  const foreign =
    step.state.language === 'en' &&
    turn.outcome === 'answered' &&
    // An article's text comes with a sentence that says what it is.
    !/^[a-z]/i.test(turn.text) &&
    detectLanguage(turn.text) === 'zh'
  const text = foreign ? `${say('answer.in_chinese')}\n${turn.text}` : turn.text
  return { ...turn, text, cards }
}

/** English is answered in English; a single "ok" or a phone number does not change the language. */
function speakTheirs(state: ConversationState, message: Incoming): ConversationState {
  if (message.kind !== 'text' || message.choice !== null) return state
  const latin = message.text.match(/[a-z]/gi)?.length ?? 0
  const han = message.text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (latin < 8 && han < 2) return state
  // The name of a place or a party in Chinese does not end a talk in English.
  const names = ['address', 'district', 'respondent'].includes(state.asks ?? '')
  if (names && state.language === 'en' && !isQuestion(message.text)) return state
  return { ...state, language: detectLanguage(message.text) }
}
