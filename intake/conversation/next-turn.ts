import { answerQuestion } from './answer-question.ts'
import { chosen } from './chosen.ts'
import { giveUpDraft, openDraft, said } from './draft-steps.ts'
import { detectIntent, findLookup, isQuestion, isSkip } from './intent.ts'
import { type Context, revise, type Standing, type Step, wait } from './step.ts'
import { answerTurn, emergencyTurn, isShown, progressTurn, shownTurn } from './triage-turns.ts'
import { makeTurn, type Turn } from './turn.ts'

/**
 * The next turn of a conversation: a pure decision over where it stands, what was said and what was understood of it.
 * The order is the order of care: danger first (R11-1), then what was tapped or asked about the conversation
 * itself, then the answer to our own question, then a new matter.
 */
export function nextTurn(context: Context): Step {
  const { standing, message } = context
  if (message.kind === 'draft_edit') {
    return standing.draft ? revise(standing, standing.draft) : wait(standing, [])
  }
  return (
    emergency(context) ??
    chosen(context) ??
    aboutTheTalk(context) ??
    aside(context) ??
    answerQuestion(context) ??
    begin(context)
  )
}

/** Words that complete an earlier question without a draft are read together with it. */
function earlierWords({ state, draft }: Standing) {
  return draft === null && state.asks === 'details' ? (state.offer?.words ?? []) : []
}

/** What has to be understood of a message. */
export function textToHear(standing: Standing, masked: string): string {
  return [...earlierWords(standing).map((w) => w.text), masked].join('\n')
}

/** Says something beside the matter: what was asked stays asked. */
function beside({ standing }: Context, turn: Turn): Turn {
  return { ...turn, asks: standing.state.asks, quick_replies: standing.state.options }
}

/** Danger interrupts whatever was being asked; the question stays open and the talk resumes. */
function emergency(context: Context): Step | null {
  const { standing, message, heard, say } = context
  const found = heard.proposal?.triage === 'emergency' || heard.answer?.outcome === 'emergency'
  const selfHarm = heard.proposal?.flags.includes('self_harm') ?? false
  if (!found && !selfHarm) return null
  // Somebody who files what is left of an emergency that was shown is not interrupted by each further detail.
  if (standing.draft?.content.despite === 'emergency') return null
  const turn = emergencyTurn(say, heard.proposal)
  const number = heard.proposal?.emergency_number ?? '110'
  const alarm = { type: 'alarm' as const, number, text: message.masked }
  if (standing.draft) return wait(standing, [beside(context, turn)], [alarm])
  const offer = { words: [said(message)], despite: 'emergency' as const }
  return wait({ ...standing, state: { ...standing.state, offer } }, [turn], [alarm])
}

function aboutTheTalk(context: Context): Step | null {
  const { standing, message, heard, say } = context
  const intent = findLookup(message.text) ? 'progress' : detectIntent(message.text)
  switch (intent) {
    case 'progress': {
      const turn = progressTurn(say, heard.progress ?? [])
      return wait(standing, [standing.draft ? beside(context, turn) : turn])
    }
    case 'human':
      return wait(
        standing,
        [beside(context, makeTurn(say('handover.recorded')))],
        [{ type: 'human-wanted' }],
      )
    case 'robot':
    case 'greeting':
    case 'thanks':
      return wait(standing, [beside(context, makeTurn(say(`smalltalk.${intent}`)))])
    case 'new':
      return standing.draft ? null : wait(standing, [makeTurn(say('smalltalk.greeting'))])
    case 'discard':
      if (passesOver(standing, message.text)) return null
      return standing.draft
        ? giveUpDraft({ state: standing.state, draft: standing.draft }, say)
        : null
    default:
      return null
  }
}

/** "不用了" to a question passes over it; beside the summary it gives the draft up. */
function passesOver({ state }: Standing, text: string): boolean {
  return state.asks !== null && state.asks !== 'confirm' && isSkip(text)
}

/** A question in the middle of a draft is answered from the articles. */
function aside(context: Context): Step | null {
  const { standing, message, heard, say } = context
  if (!standing.draft || heard.proposal?.triage !== 'inquiry') return null
  if (heard.answer?.outcome !== 'answered' || !isQuestion(message.text)) return null
  return wait(standing, [beside(context, answerTurn(say, heard.answer))])
}

/** Only a question that an article's owner wrote down himself is as sure as this. */
const SURE_ANSWER = 0.99

/** A question whose answer is all but certain is answered first, whatever else it may be; the answer offers to file it (R11). */
function isAnsweredQuestion({ heard, message }: Context): boolean {
  const { answer } = heard
  return (
    answer?.outcome === 'answered' && answer.confidence >= SURE_ANSWER && isQuestion(message.text)
  )
}

/** A matter that nothing has been said about yet: shown, answered or opened as a draft (R11). */
function begin(context: Context): Step {
  const { standing, message, heard, say } = context
  const words = [...earlierWords(standing), said(message)]
  const { proposal, answer } = heard
  if (!/[\p{L}\p{N}]/u.test(message.text)) {
    return wait(standing, [makeTurn(say('smalltalk.unclear'))])
  }
  const offered = (despite: NonNullable<Standing['state']['offer']>['despite'], turn: Turn) =>
    wait({ ...standing, state: { ...standing.state, offer: { words, despite } } }, [turn])
  if (!proposal) return openDraft(context, words)
  if (isShown(proposal.triage)) {
    const turn = shownTurn(say, proposal.triage, proposal)
    const own = proposal.triage === 'repeat' ? (heard.progress ?? []) : []
    return offered(proposal.triage, { ...turn, cards: [...turn.cards, ...own] })
  }
  if (proposal.triage !== 'inquiry' && !isAnsweredQuestion(context))
    return openDraft(context, words)
  if (answer?.outcome === 'file_request') {
    // Their own case: only the unit that handles it can look it up, and the answer says so.
    return { ...openDraft(context, words), turns: [makeTurn(answer.answer)] }
  }
  const step = offered('inquiry', answerTurn(say, answer))
  return answer?.outcome === 'hand_over' ? { ...step, effects: [{ type: 'human-wanted' }] } : step
}
