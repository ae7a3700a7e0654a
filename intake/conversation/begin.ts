import type { Proposal, TriageOutcome } from '../../dispatch/proposal/proposal.ts'
import { unansweredPart } from '../../kb/gap/worth-recording.ts'
import { humanReply, offersOf } from './choices.ts'
import type { Spoken } from './draft.ts'
import { openDraft, said } from './draft-steps.ts'
import { isQuestion, isSkip, saysNothing } from './intent.ts'
import { repeatOfOwn } from './order-actions.ts'
import { isSmallTalk, smallTalk } from './small-talk.ts'
import { type Context, type Effect, type Standing, type Step, wait, withState } from './step.ts'
import { answerTurn, isShown, shownTurn } from './triage-turns.ts'
import { makeTurn, type Turn } from './turn.ts'

/** Words that complete an earlier question without a draft are read together with it. */
export function earlierWords({ state, draft }: Standing) {
  return draft === null && state.asks === 'details' ? (state.offer?.words ?? []) : []
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

/** Words that name an earlier report to the hotline, and not one to a property manager. */
const earlierReport =
  /上次|上回|之前|前几天|前两天|上周|上个?月|昨天|刚才|刚刚|(?:给|打|跟|向)(?:过|了)?(?:你们|12345|热线)|工单|(?:反映|投诉|举报)(?:过|了|的)|催|满意|进度|结果|again|last time|earlier/
const SHORTEST_WHOLE = 25

/**
 * Read as a repeat, with no earlier report named or known: a whole matter with its place is taken down, and the dispatchers'
 * screen shows what it may repeat (R11-3 asks for the same matter, not for the same words).
 */
function isUnseenRepeat({ message }: Context, { triage, place }: Proposal): boolean {
  const letters = message.text.replace(/[\s\p{P}]/gu, '').length
  const whole = letters >= SHORTEST_WHOLE && place.district !== null
  return triage === 'repeat' && whole && !earlierReport.test(message.text)
}

/** Fewer letters than this ask nothing. */
const SHORTEST_QUESTION = 5

/** A matter that nothing has been said about yet: shown, answered or opened as a draft (R11). */
export function begin(context: Context): Step {
  const { standing, message, heard } = context
  const words = [...earlierWords(standing), said(message)]
  const { proposal } = heard
  const empty = beginEmpty(context)
  if (empty) return empty
  if (!proposal) return beginBlind(context, words)
  if (isSmallTalk(context)) return smallTalk(context)
  const known = showKnown(context, proposal, words)
  if (known) return known
  const asks = proposal.triage === 'inquiry' || isAnsweredQuestion(context)
  return asks ? beginInquiry(context, words) : openDraft(context, words)
}

/** Something is the matter, and nothing was said of what: that is asked, with a few beginnings to choose from (R10). */
export function askWhat({ standing, say }: Context): Step {
  const quick_replies = [...offersOf(say, 'offers.matters'), humanReply(say)]
  return wait(standing, [makeTurn(say('ask.what'), { asks: 'details', quick_replies })])
}

/** The branches of R11 that are told and not dispatched by themselves; one's own earlier request before any other (R11-3). */
function showKnown(context: Context, proposal: Proposal, words: Spoken[]): Step | null {
  const { triage } = proposal
  const again = context.heard.again != null && triage === 'dispatch'
  const own = triage === 'repeat' || again ? repeatOfOwn(context, words) : null
  if (own) return own
  if (!isShown(triage) || isUnseenRepeat(context, proposal)) return null
  return offer(context, words, {
    despite: triage,
    turn: shownTurn(context.say, triage, proposal),
  })
}

/** Words that bring nothing to file or to answer. */
function beginEmpty(context: Context): Step | null {
  const { standing, message, say } = context
  const unclear = () => wait(standing, [makeTurn(say('smalltalk.unclear'))])
  if (!/[\p{L}\p{N}]/u.test(message.text)) return unclear()
  if (saysNothing(message.text)) return askWhat(context)
  // Asked what it is about, they do not know: nothing is asked again, whatever they say next is heard.
  return standing.state.asks === 'details' && isSkip(message.text) ? unclear() : null
}

/** Says a turn and keeps the words: "file it anyway" files them (R11: nothing is refused without a person). */
function offer(
  { standing }: Context,
  words: Spoken[],
  { despite, turn }: { despite: TriageOutcome; turn: Turn },
): Step {
  const asked = despite === 'inquiry' && turn.outcome === null
  return wait(withState(standing, { offer: { words, despite, asked } }), [turn])
}

/** The understanding was late: a question that the articles answer is answered, anything else is taken down. */
function beginBlind(context: Context, words: Spoken[]): Step {
  const { heard, message, say } = context
  const answerable = heard.answer?.outcome === 'answered' && isQuestion(message.text)
  if (!answerable) return openDraft(context, words)
  return offer(context, words, { despite: 'inquiry', turn: answerTurn(say, heard.answer) })
}

/** Answered at once, or sent to whoever can answer (R11). */
function beginInquiry(context: Context, words: Spoken[]): Step {
  const { heard, message, say } = context
  const { answer, proposal } = heard
  // A bare word ("电梯") names no question: what about it is asked, and both are read together.
  const letters = words
    .map((w) => w.text)
    .join('')
    .replace(/[\s\p{P}]/gu, '').length
  const unsure = answer === null || ['answered', 'refused', 'ask'].includes(answer.outcome)
  if (letters < SHORTEST_QUESTION && unsure && !isQuestion(message.text)) {
    const turn = makeTurn(say('ask.details'), { asks: 'details' })
    return offer(context, words, { despite: 'inquiry', turn })
  }
  // Tells of something at a place and asks nothing: not refused as a question that no article answers.
  const tells = !isQuestion(message.text) && proposal?.place.district != null
  if (tells && (answer === null || answer.outcome === 'refused')) return openDraft(context, words)
  if (answer?.outcome === 'file_request') {
    // Their own case: only the unit that handles it can look it up, and the answer says so.
    const opened = openDraft(context, words)
    return { ...opened, turns: [makeTurn(answer.answer), ...opened.turns] }
  }
  const step = offer(context, words, { despite: 'inquiry', turn: answerTurn(say, answer) })
  const found = unansweredPart(answer)
  if (found) {
    const question = words.map((w) => w.text).join('，')
    return { ...step, effects: [...step.effects, { type: 'unanswered', question, found }] }
  }
  if (answer?.outcome !== 'hand_over') return step
  const effect: Effect = { type: 'hand-over', reason: 'unanswered', urgent: false, say: true }
  return { ...step, turns: [], effects: [effect] }
}
