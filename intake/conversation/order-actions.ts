import type { ProgressCard } from '../protocol/chat-frames.ts'
import {
  choices,
  fileAnyway,
  mayDo,
  ORDER_PREFIX,
  orderChoice,
  RATE_PREFIX,
  yesOrNo,
} from './choices.ts'
import { isConfirm, isSkip } from './intent.ts'
import { detectOrderWish, factsIn, readSatisfaction } from './order-intent.ts'
import { type PendingAction, type RequesterAction, requesterActions } from './state.ts'
import { type Context, type Effect, type Step, wait, withState } from './step.ts'
import type { Say } from './texts.ts'
import { makeTurn, type QuickReply } from './turn.ts'

/** What the requester does with a filed request, in the chat in which it was filed or found (R9, R11-3, R23). */

const SHORTEST_FACTS = 4
const MOST_CHOICES = 5

/** A word about a filed request ("催一下"), or a tapped action; null where there is no such request. */
export function orderWish(context: Context): Step | null {
  const { standing, message, heard, say } = context
  const tapped = readChoice(message.choice ?? message.text.trim())
  const action = tapped?.action ?? detectOrderWish(message.text)
  if (action === null) return null
  const own = heard.progress ?? []
  if (tapped) {
    const request = own.find((card) => card.request_no === tapped.requestNo)
    return request ? begin(context, action, request) : noSuchRequest(context)
  }
  const named = own.filter((card) => message.text.includes(card.request_no))
  const fit = (named.length > 0 ? named : own).filter((card) => mayDo(action, card.status))
  const [first, ...others] = fit
  if (!first) return own.length > 0 ? tooLate(context, action, own) : null
  if (others.length === 0) return begin(context, action, first)
  const quick_replies = fit.slice(0, MOST_CHOICES).map((card) => ({
    label: `${card.request_no.slice(-5)} ${card.title.slice(0, 12)}`,
    value: orderChoice(action, card.request_no),
  }))
  return wait(standing, [makeTurn(say('order.which'), { quick_replies })])
}

function readChoice(value: string): { action: RequesterAction; requestNo: string } | null {
  if (!value.startsWith(ORDER_PREFIX)) return null
  const [name, requestNo] = value.slice(ORDER_PREFIX.length).split(':')
  const action = requesterActions.find((one) => one === name)
  return action && requestNo ? { action, requestNo } : null
}

function noSuchRequest({ standing, say }: Context): Step {
  return wait(standing, [makeTurn(say('progress.none'))])
}

/** Closed, withdrawn: said as it is; a problem that came back is a new matter. */
function tooLate(
  { standing, say }: Context,
  action: RequesterAction,
  own: ProgressCard[],
): Step | null {
  const last = own[0]
  // "没解决" before the follow-up: new facts for the unit, whoever handles it now.
  if (!last || action === 'rate') return null
  const open = own.find((card) => mayDo('add_facts', card.status))
  if (action === 'reopen' && open) return null
  const text = say('order.too_late', { request_no: last.request_no, status: last.status_text })
  return wait(standing, [makeTurn(text, { cards: [last] })])
}

const act = (
  action: RequesterAction,
  requestNo: string,
  more: { text?: string; rating?: Record<string, string>; orFile?: boolean } = {},
): Effect => ({
  type: 'order-action',
  action,
  requestNo,
  text: more.text ?? '',
  ...(more.rating ? { rating: more.rating } : {}),
  ...(more.orFile ? { orFile: true } : {}),
})

function begin(context: Context, action: RequesterAction, request: ProgressCard): Step | null {
  const { message, say } = context
  // What was asked before is answered by this, or begun anew below.
  const standing = withState(context.standing, { pending: null })
  const requestNo = request.request_no
  const tapped = message.choice !== null || message.text.startsWith(ORDER_PREFIX)
  const pending: PendingAction = { action, request_no: requestNo, answers: {} }
  const hold = (step: Step) => ({ ...step, state: { ...step.state, pending } })
  const values = { request_no: requestNo }
  switch (action) {
    case 'remind':
      return wait(standing, [], [act('remind', requestNo, { text: tapped ? '' : message.masked })])
    case 'add_facts': {
      const facts = tapped ? '' : factsIn(message.masked)
      if (facts.length >= SHORTEST_FACTS) {
        return wait(standing, [], [act('add_facts', requestNo, { text: facts })])
      }
      return hold(wait(standing, [makeTurn(say('order.facts', values), { asks: 'new_facts' })]))
    }
    case 'reopen':
      if (!tapped) return wait(standing, [], [act('reopen', requestNo, { text: message.masked })])
      return hold(wait(standing, [makeTurn(say('order.reopen', values), { asks: 'new_facts' })]))
    case 'withdraw': {
      const quick_replies = yesOrNo(say)
      return hold(wait(standing, [makeTurn(say('order.withdraw', values), { quick_replies })]))
    }
    case 'rate':
      return rate({ ...context, standing }, pending, readSatisfaction(message.text))
  }
}

/** "没有" is an answer to a question of the desk, and no wish to leave it. */
function leavesIt(pending: PendingAction, said: { value: string; text: string }): boolean {
  return said.value === choices.skip || (isSkip(said.text) && !pending.answers['desk'])
}

/** The next words after one of our questions about a filed request. */
export function answerPending(context: Context): Step | null {
  const { standing, message, say } = context
  const { pending } = standing.state
  if (!pending || standing.draft) return null
  const done = withState(standing, { pending: null })
  const dropped = () => wait(done, [makeTurn(say('order.unchanged'))])
  const value = message.choice ?? message.text.trim()
  switch (pending.action) {
    case 'withdraw':
      return answerWithdraw(context, pending)
    case 'rate':
      return rate(context, pending, readSatisfaction(message.text))
    default:
      if (leavesIt(pending, { value, text: message.text })) return dropped()
      if (value === choices.file || readChoice(value)) return null
      if (value === choices.addSaid) return addSaid(context, pending)
      return wait(done, [], [act(pending.action, pending.request_no, { text: factsOf(context) })])
  }
}

/** What was said before the earlier request was shown goes to it as it was said. */
function addSaid({ standing }: Context, { request_no }: PendingAction): Step | null {
  const words = standing.state.offer?.words.map(({ text }) => text) ?? []
  if (words.length === 0) return null
  const done = withState(standing, { pending: null, offer: null })
  return wait(done, [], [act('add_facts', request_no, { text: words.join('\n') })])
}

/** Pictures alone are facts too. */
function factsOf({ message, say }: Context): string {
  return message.masked.trim() || say('sent.facts', { count: message.attachments ?? 0 })
}

/** "Really?" is asked before a request is withdrawn; words that say neither are heard as what they are. */
function answerWithdraw({ standing, message, say }: Context, pending: PendingAction): Step | null {
  const done = withState(standing, { pending: null })
  const value = message.choice ?? message.text.trim()
  if (value === choices.yes || isConfirm(message.text) || /^撤/.test(message.text)) {
    return wait(done, [], [act('withdraw', pending.request_no)])
  }
  const no = value === choices.no || isSkip(message.text) || /^(?:不|别|先)/.test(message.text)
  return no ? wait(done, [makeTurn(say('order.unchanged'))]) : null
}

const questions = ['contacted', 'solved', 'satisfied'] as const
type Question = (typeof questions)[number]

const options: Record<Question, readonly string[]> = {
  contacted: ['yes', 'no'],
  solved: ['yes', 'partly', 'no'],
  satisfied: ['satisfied', 'neutral', 'dissatisfied'],
}

function optionReplies(say: Say, question: Question): QuickReply[] {
  return options[question].map((value) => ({
    label: say(`rate.${question}.${value}` as Parameters<Say>[0]),
    value: `${RATE_PREFIX}${question}:${value}`,
  }))
}

/** A label, a value, or plain words, as the answer to one question of a rating. */
function readAnswer(context: Context, question: Question): string | null {
  const { message, say } = context
  const text = message.text.trim()
  const value = message.choice ?? text
  const chosen = optionReplies(say, question).find((o) => o.value === value || o.label === text)
  if (chosen) return chosen.value.split(':').at(-1) ?? null
  if (question === 'satisfied') return readSatisfaction(text)
  if (/^(?:没|不|否|无|no)/i.test(text)) return 'no'
  if (question === 'solved' && /部分|一半|partly/i.test(text)) return 'partly'
  return isConfirm(text) || /^(?:有|联系|解决|都|已经?|yes)/i.test(text) ? 'yes' : null
}

/** Three questions, one at a time (R23: contacted? solved? satisfied?), then the rating is written. */
function rate(context: Context, pending: PendingAction, satisfied: string | null): Step | null {
  const { standing, say } = context
  const asked = questions.find((name) => pending.answers[name] === undefined)
  const isAnswer = standing.state.pending !== null && asked !== undefined
  const answer = isAnswer ? readAnswer(context, asked) : null
  if (isAnswer && answer === null) return null
  const answers: Record<string, string> = {
    ...pending.answers,
    ...(asked && answer ? { [asked]: answer } : {}),
    ...(!isAnswer && satisfied ? { satisfied } : {}),
  }
  const next = questions.find((name) => answers[name] === undefined)
  if (!next) {
    const done = withState(standing, { pending: null })
    return wait(done, [], [act('rate', pending.request_no, { rating: answers })])
  }
  const turn = makeTurn(say(`rate.${next}`, { request_no: pending.request_no }), {
    quick_replies: optionReplies(say, next),
  })
  const step = wait(standing, [turn])
  return { ...step, state: { ...step.state, pending: { ...pending, answers } } }
}

/**
 * R11-3: the same matter in progress. Without a new fact its progress is told, with a reminder at hand and no new order; new
 * facts are added to it at once. "File it anyway" stays open.
 */
export function repeatOfOwn(
  context: Context,
  words: { message_id: string; text: string }[],
): Step | null {
  const { standing, heard, say } = context
  const { again } = heard
  const own = (heard.progress ?? []).filter((card) => mayDo('add_facts', card.status))
  const open = own.find((card) => card.request_no === again?.requestNo) ?? own[0]
  if (!open) return null
  const offer = { words, despite: 'repeat' as const, asked: false }
  if (again && again.newFacts.length > 0 && again.requestNo === open.request_no) {
    const text = words.map((one) => one.text).join('\n')
    const added = act('add_facts', open.request_no, { text, orFile: true })
    const kept = withState(standing, { offer, asks: null, options: fileAnyway(say) })
    return wait(kept, [], [added])
  }
  const pending: PendingAction = { action: 'add_facts', request_no: open.request_no, answers: {} }
  const quick_replies = [
    { label: say('reply.remind'), value: orderChoice('remind', open.request_no) },
    { label: say('reply.add_said'), value: choices.addSaid },
    { label: say('reply.nothing_new'), value: choices.skip },
    ...fileAnyway(say),
  ]
  const turn = makeTurn(say('ask.new_facts'), { asks: 'new_facts', cards: [open], quick_replies })
  const step = wait(standing, [turn])
  return { ...step, state: { ...step.state, pending, offer } }
}
