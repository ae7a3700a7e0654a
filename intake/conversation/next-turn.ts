import { answerQuestion } from './answer-question.ts'
import { chosen, fileOffered } from './chosen.ts'
import { giveUpDraft, openDraft, said } from './draft-steps.ts'
import { askForPerson, beside, listenOnly } from './hand-over-steps.ts'
import { detectIntent, findLookup, isConfirm, isQuestion, isSkip, takesChannel } from './intent.ts'
import { answerPending, orderWish, repeatOfOwn } from './order-actions.ts'
import { answerAbuse, isSmallTalk, smallTalk } from './small-talk.ts'
import {
  type Context,
  type Effect,
  revise,
  type Standing,
  type Step,
  wait,
  withState,
} from './step.ts'
import { switchTopic } from './topic-switch.ts'
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
  const danger = emergency(context)
  if (standing.handOver === 'taken') return withRisk(context, listenOnly(context, danger))
  return withRisk(
    context,
    danger ??
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

/** Words that complete an earlier question without a draft are read together with it. */
function earlierWords({ state, draft }: Standing) {
  return draft === null && state.asks === 'details' ? (state.offer?.words ?? []) : []
}

/** What has to be understood of a message. */
export function textToHear(standing: Standing, masked: string): string {
  return [...earlierWords(standing).map((w) => w.text), masked].join('\n')
}

/** Signs of a collective matter, threats, harm or the press reach a reviewer at once, whatever is answered (R29). */
const riskFlags = ['collective', 'threats', 'self_harm', 'minors', 'media']

function withRisk({ heard, message, standing }: Context, step: Step): Step {
  const known = standing.state.flagged
  const fresh = (heard.proposal?.flags ?? []).filter(
    (flag) => riskFlags.includes(flag) && !known.includes(flag),
  )
  if (fresh.length === 0) return step
  const risk: Effect = { type: 'risk', flags: fresh, text: message.masked }
  const told = withState(step, { flagged: [...known, ...fresh] })
  return { ...told, effects: [...step.effects, risk] }
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
  const effects: Effect[] = [{ type: 'alarm', number, text: message.masked }]
  // Somebody who may hurt himself is put through to a person at once, before everybody who waits.
  if (selfHarm) effects.push({ type: 'hand-over', reason: 'self_harm', urgent: true, say: false })
  if (standing.draft) return wait(standing, [beside(context, turn)], effects)
  const offer = { words: [said(message)], despite: 'emergency' as const, asked: false }
  return wait(withState(standing, { offer }), [turn], effects)
}

function aboutTheTalk(context: Context): Step | null {
  const { standing, message, say } = context
  const intent = findLookup(message.text) ? 'progress' : detectIntent(message.text)
  const { draft } = standing
  switch (intent) {
    case 'progress':
      return tellProgress(context)
    case 'human':
      return askForPerson(context)
    case 'robot':
    case 'greeting':
    case 'thanks':
      return wait(standing, [beside(context, makeTurn(say(`smalltalk.${intent}`)))])
    case 'closing':
      return draft ? null : closing(context)
    case 'new':
    case 'start':
      return draft ? null : wait(standing, [makeTurn(say('smalltalk.greeting'))])
    case 'pickup':
      return wait(standing, [], [{ type: 'pickup-code' }])
    case 'discard':
      if (!draft) return orderWish(context) ?? closing(context)
      return passesOver(standing, message.text) ? null : giveUpDraft({ ...standing, draft }, say)
    default:
      return draft ? null : assent(context)
  }
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
  if (standing.state.asks === 'confirm' && isSmallTalk(context)) return smallTalk(context)
  if (heard.proposal?.triage !== 'inquiry') return null
  if (heard.answer?.outcome !== 'answered' || !isQuestion(message.text)) return null
  return wait(standing, [beside(context, answerTurn(say, heard.answer))])
}

/** Only a question that an article's owner wrote down himself is as sure as this. */
const SURE_ANSWER = 0.99
/** Asks what the rule is; what somebody does or fails to do is not asked like this. */
const asksRule =
  /能不能|可不可以|可以.{0,12}[吗么不]|允许|合法|多少钱|几点|怎么(?:办理|申请|弄|收费)|哪[里儿]办|需要(?:什么|哪些|啥)|要不要|是否|how (?:much|do|can|long)|what (?:documents|do i)|where (?:can|do)|can i|do i need/i
const tellsCase =
  /没人管|不管|投诉|举报|反映|扰民|天天|一直|好几|坏了|又|已经|还没|至今|no one|nobody/i

/** A question whose answer is all but certain is answered first, whatever else it may be; the answer offers to file it (R11). */
function isAnsweredQuestion({ heard, message }: Context): boolean {
  const { answer, proposal } = heard
  if (answer?.outcome !== 'answered' || !isQuestion(message.text)) return false
  if (answer.confidence >= SURE_ANSWER) return true
  const general = asksRule.test(message.text) && !tellsCase.test(message.text)
  return general && proposal?.place.district == null
}

/** Fewer letters than this ask nothing. */
const SHORTEST_QUESTION = 5

/** A matter that nothing has been said about yet: shown, answered or opened as a draft (R11). */
function begin(context: Context): Step {
  const { standing, message, heard, say } = context
  const words = [...earlierWords(standing), said(message)]
  const { proposal, answer } = heard
  if (!/[\p{L}\p{N}]/u.test(message.text)) {
    return wait(standing, [makeTurn(say('smalltalk.unclear'))])
  }
  const offered = (despite: NonNullable<Standing['state']['offer']>['despite'], turn: Turn) => {
    const asked = despite === 'inquiry' && turn.outcome === null
    return wait(withState(standing, { offer: { words, despite, asked } }), [turn])
  }
  const answerable = answer?.outcome === 'answered' && isQuestion(message.text)
  if (!proposal) {
    return answerable ? offered('inquiry', answerTurn(say, answer)) : openDraft(context, words)
  }
  if (isSmallTalk(context)) return smallTalk(context)
  if (isShown(proposal.triage)) {
    const own = proposal.triage === 'repeat' ? repeatOfOwn(context, words) : null
    return own ?? offered(proposal.triage, shownTurn(say, proposal.triage, proposal))
  }
  const answers = proposal.triage === 'inquiry' || isAnsweredQuestion(context)
  if (!answers) return openDraft(context, words)
  // A bare word ("电梯") names no question: what about it is asked, and both are read together.
  const letters = words
    .map((w) => w.text)
    .join('')
    .replace(/[\s\p{P}]/gu, '').length
  if (letters < SHORTEST_QUESTION && !isQuestion(message.text)) {
    return offered('inquiry', makeTurn(say('ask.details'), { asks: 'details' }))
  }
  if (answer?.outcome === 'file_request') {
    // Their own case: only the unit that handles it can look it up, and the answer says so.
    const opened = openDraft(context, words)
    return { ...opened, turns: [makeTurn(answer.answer), ...opened.turns] }
  }
  const step = offered('inquiry', answerTurn(say, answer))
  if (answer?.outcome !== 'hand_over') return step
  const effect: Effect = { type: 'hand-over', reason: 'unanswered', urgent: false, say: true }
  return { ...step, turns: [], effects: [effect] }
}
