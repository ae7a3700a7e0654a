import type { ProgressCard } from '../protocol/chat-frames.ts'
import type { RequesterAction } from './state.ts'
import type { Say, TextKey } from './texts.ts'
import type { QuickReply } from './turn.ts'

/** The values behind quick replies: a tap sends one of these, so that a label may be worded freely. */
export const choices = {
  skip: 'skip',
  file: 'file',
  solved: 'solved',
  progress: 'progress',
  newRequest: 'new',
  human: 'human',
  confidential: 'confidential-yes',
  notConfidential: 'confidential-no',
  confirm: 'confirm',
  discard: 'discard',
  yes: 'yes',
  no: 'no',
  pinWrong: 'pin-wrong',
  addSaid: 'add-said',
} as const

export const PLACE_PREFIX = 'place:'
/** `class:<code>`: another class of the candidates on the summary. */
export const CLASS_PREFIX = 'class:'
/** `order:remind:<request no>`: an action on a filed request. */
export const ORDER_PREFIX = 'order:'
/** `rate:satisfied:yes`: one answer of a rating. */
export const RATE_PREFIX = 'rate:'

const plain: readonly string[] = Object.values(choices)

/** Whether a text is the value of a choice, typed as it is by a script or a client without buttons. */
export function isChoiceValue(text: string): boolean {
  return (
    (plain.includes(text) && !['yes', 'no'].includes(text)) ||
    /^(?:place|order|rate|class):\S+$/.test(text)
  )
}

const reply = (say: Say, key: TextKey, value: string): QuickReply => ({ label: say(key), value })

export const humanReply = (say: Say): QuickReply => reply(say, 'reply.human', choices.human)

/** The offers of one question, as a city words them: the label is what is said when it is tapped. */
export const offersOf = (say: Say, key: TextKey): QuickReply[] =>
  say(key)
    .split('|')
    .map((label) => label.trim())
    .filter((label) => label !== '')
    .map((label) => ({ label, value: label }))

export const fileAnyway = (say: Say): QuickReply[] => [
  reply(say, 'reply.file_anyway', choices.file),
]

export const afterAnswer = (say: Say): QuickReply[] => [
  reply(say, 'reply.file_request', choices.file),
  reply(say, 'reply.solved', choices.solved),
  humanReply(say),
]

export const atSummary = (say: Say, several: boolean): QuickReply[] => [
  reply(say, several ? 'reply.confirm_all' : 'reply.confirm', choices.confirm),
  reply(say, 'reply.discard', choices.discard),
]

export const yesOrNo = (say: Say): QuickReply[] => [
  reply(say, 'reply.yes', choices.yes),
  reply(say, 'reply.no', choices.no),
]

export const orderChoice = (action: RequesterAction, requestNo: string): string =>
  `${ORDER_PREFIX}${action}:${requestNo}`

const open = ['awaiting_dispatch', 'dispatched', 'handling', 'objected', 'deferred', 'replied']
const actionStatuses: Record<RequesterAction, readonly string[]> = {
  add_facts: [...open, 'following_up'],
  remind: [...open, 'following_up'],
  withdraw: [...open, 'following_up'],
  rate: ['replied', 'following_up'],
  reopen: ['following_up'],
}

/** Whether the requester may do this in this status; the transition table decides again when it is done. */
export function mayDo(action: RequesterAction, status: string): boolean {
  return actionStatuses[action].includes(status)
}

const shownActions = ['rate', 'reopen', 'add_facts', 'remind', 'withdraw'] as const

/** What can be done with a request that is filed (R9): offered below its receipt and its progress. */
export function afterReceipt(
  say: Say,
  request?: Pick<ProgressCard, 'request_no' | 'status'>,
): QuickReply[] {
  const actions = request
    ? shownActions
        .filter((action) => mayDo(action, request.status))
        .slice(0, 3)
        .map((action) => reply(say, `reply.${action}`, orderChoice(action, request.request_no)))
    : []
  return [
    reply(say, 'reply.progress', choices.progress),
    ...actions,
    reply(say, 'reply.new_request', choices.newRequest),
  ]
}
