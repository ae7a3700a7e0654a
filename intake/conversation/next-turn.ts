import { answerQuestion } from './answer-question.ts'
import { askWhat, begin, earlierWords } from './begin.ts'
import { chosen, fileOffered } from './chosen.ts'
import { emergency, withRisk } from './danger.ts'
import { giveUpDraft } from './draft-steps.ts'
import { askForPerson, beside, listenOnly } from './hand-over-steps.ts'
import {
  callsOff,
  confirmsSummary,
  detectIntent,
  findLookup,
  givesUp,
  isConfirm,
  isQuestion,
  isSkip,
  takesChannel,
} from './intent.ts'
import { answerPending, orderWish } from './order-actions.ts'
import { detectOrderWish } from './order-intent.ts'
import { sentOnly } from './sent-only.ts'
import { answerAbuse, isSmallTalk, smallTalk } from './small-talk.ts'
import { type Context, revise, type Standing, type Step, wait, withState } from './step.ts'
import { switchTopic } from './topic-switch.ts'
import { answerTurn, progressTurn } from './triage-turns.ts'
import { makeTurn } from './turn.ts'

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
  const danger = emergency(context)
  if (standing.handOver === 'taken') return withRisk(context, listenOnly(context, danger))
  return withRisk(
    context,
    danger ??
      sentOnly(context) ??
      chosen(context) ??
      answerPending(context) ??
      aboutTheTalk(context) ??
      aboutRequests(context) ??
      answerAbuse(context) ??
      aside(context) ??
      switchTopic(context) ??
      answerQuestion(context) ??
      begin(context),
  )
}

/** What has to be understood of a message. */
export function textToHear(standing: Standing, masked: string): string {
  return [...earlierWords(standing).map((w) => w.text), withoutDenied(masked)].join('\n')
}

/** "不是大兴是通州": the place that is denied must not be heard as one that is named. */
function withoutDenied(text: string): string {
  return text.replace(
    /不是(?!很|太|我|说)[^，,。；;是]{1,10}[，,、]?(?=(?:而?是|应该是|在)\S)/gu,
    '',
  )
}

const briefly = {
  ability: 'greeting',
  robot: 'smalltalk.robot',
  greeting: 'smalltalk.greeting',
  thanks: 'smalltalk.thanks',
} as const

function aboutTheTalk(context: Context): Step | null {
  const { standing, message, say } = context
  const intent = findLookup(message.text) ? 'progress' : detectIntent(message.text)
  const { draft } = standing
  switch (intent) {
    case 'progress':
      return tellProgress(context)
    case 'human':
      return askForPerson(context)
    case 'ability':
    case 'robot':
    case 'greeting':
    case 'thanks':
      return wait(standing, [beside(context, makeTurn(say(briefly[intent])))])
    case 'closing':
      return draft ? null : closing(context)
    case 'when':
      return isAboutOwn(context) ? tellProgress(context) : assent(context)
    case 'new':
      return draft ? null : wait(standing, [makeTurn(say('smalltalk.greeting'))])
    case 'start':
      return draft ? null : askWhat(context)
    case 'pickup':
      return wait(standing, [], [{ type: 'pickup-code' }])
    case 'discard':
      return giveUp(context)
    default:
      return inOtherWords(context)
  }
}

/** What has no fixed words: a matter that is called off, a yes to what was offered. */
function inOtherWords(context: Context): Step | null {
  if (context.standing.draft) return callOff(context) ?? remindEarly(context)
  return assent(context) ?? leave(context)
}

/** "不用办了，车挪走了": nothing more is asked about what nobody wants filed. */
function callOff({ standing, message, say }: Context): Step | null {
  const { draft } = standing
  return draft && callsOff(message.text) ? giveUpDraft({ ...standing, draft }, say) : null
}

/** The same where nothing is open: a filed request may be meant, or it is said once more. */
function leave(context: Context): Step | null {
  const called = callsOff(context.message.text)
  return called ? (orderWish(context) ?? closing(context)) : null
}

/** "来催一下" before anything is filed: said that nothing is under way yet. */
function remindEarly(context: Context): Step | null {
  const { text } = context.message
  const none = (context.heard.progress ?? []).length === 0
  return none && text.includes('催') && detectOrderWish(text) === 'remind'
    ? tellProgress(context)
    : null
}

/** Of what is filed, or of what is about to be; else "when" is a question like any other. */
const isAboutOwn = ({ standing, heard }: Context): boolean =>
  standing.draft !== null || (heard.progress ?? []).length > 0

/** Nothing to give up: a filed request may be meant, or the talk is over. */
function giveUp(context: Context): Step | null {
  const { standing, message, say } = context
  const { draft } = standing
  if (!draft) return orderWish(context) ?? closing(context)
  return passesOver(standing, message.text) ? null : giveUpDraft({ ...standing, draft }, say)
}

/** Number and code, or one's own: how it stands. Before anything is filed, that it is not filed yet (R9). */
function tellProgress(context: Context): Step {
  const { standing, heard, say } = context
  const found = heard.progress ?? []
  const lookup = findLookup(context.message.text) !== null
  if (standing.draft && found.length === 0 && !lookup) {
    const turn = beside(context, makeTurn(say('progress.not_filed')))
    return wait(withState(standing, { progress_asked: true }), [turn])
  }
  const known = [...new Set([...standing.state.known, ...found.map((card) => card.request_no)])]
  const turn = progressTurn(say, found)
  const seen = withState(standing, lookup ? { known } : {})
  return wait(seen, [standing.draft ? beside(context, turn) : turn])
}

/** "知道了，谢谢": the matter is done; nothing is filed that nobody asked for. */
function closing({ standing, say }: Context): Step {
  const done = withState(standing, { offer: null, pending: null })
  return wait(done, [makeTurn(say('smalltalk.thanks'))])
}

/** A bare yes or no to what was offered, or the way that was named is taken. */
function assent(context: Context): Step | null {
  const { standing, message } = context
  const { offer } = standing.state
  if (!offer) return null
  if (offer.asked && isConfirm(message.text)) return fileOffered(context)
  if (isConfirm(message.text) || isSkip(message.text)) return closing(context)
  return offer.despite !== 'inquiry' && takesChannel(message.text) ? closing(context) : null
}

/** "不用了" to a question passes over it; beside the summary it gives the draft up. */
function passesOver({ state }: Standing, text: string): boolean {
  return state.asks !== null && state.asks !== 'confirm' && isSkip(text)
}

/** A word about a filed request, while no draft is open. */
function aboutRequests(context: Context): Step | null {
  return context.standing.draft ? null : orderWish(context)
}

/** A question in the middle of a draft is answered from the articles. */
function aside(context: Context): Step | null {
  const { standing, message, heard, say } = context
  if (!standing.draft) return null
  const { text } = message
  const ends = givesUp(text) || takesChannel(text) || confirmsSummary(text)
  if (standing.state.asks === 'confirm' && !ends && isSmallTalk(context)) return smallTalk(context)
  if (heard.proposal?.triage !== 'inquiry') return null
  if (heard.answer?.outcome !== 'answered' || !isQuestion(message.text)) return null
  return wait(standing, [beside(context, answerTurn(say, heard.answer))])
}
