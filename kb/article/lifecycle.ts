import type { ArticleFront } from '../../db/packs/pack.ts'

export type ArticleState = ArticleFront['state']

export const articleActions = [
  'save',
  'submit',
  'send_back',
  'publish',
  'revise',
  'confirm',
  'withdraw',
  'discard',
  'expire',
] as const
export type ArticleAction = (typeof articleActions)[number]

/** `author` writes, `approver` answers for what the public reads, `system` is the calendar. */
export type ArticleRight = 'author' | 'approver' | 'system'

interface Transition {
  from: readonly ArticleState[]
  /** null: a new version is opened, this one stays as it is. */
  to: ArticleState | null
  right: ArticleRight
  /** Must say why. */
  reason?: boolean
}

/**
 * The life of an article version (R11: what citizens are told has somebody who answers for it). A version that is out of
 * force never comes back: a correction of it is a new version.
 */
export const transitions: Record<ArticleAction, Transition> = {
  save: { from: ['draft'], to: 'draft', right: 'author' },
  submit: { from: ['draft'], to: 'in_review', right: 'author' },
  send_back: { from: ['in_review'], to: 'draft', right: 'approver', reason: true },
  publish: { from: ['in_review'], to: 'published', right: 'approver' },
  revise: { from: ['published', 'expired', 'withdrawn'], to: null, right: 'author' },
  confirm: { from: ['published'], to: null, right: 'approver' },
  withdraw: { from: ['published'], to: 'withdrawn', right: 'approver', reason: true },
  discard: { from: ['draft', 'in_review'], to: 'withdrawn', right: 'author' },
  expire: { from: ['published'], to: 'expired', right: 'system' },
}

/** Whoever does this answers for words that somebody else wrote. */
const answersFor: ReadonlySet<ArticleAction> = new Set(['publish', 'confirm'])

export interface Asking {
  state: ArticleState
  rights: readonly ArticleRight[]
  /** Whether this person wrote the version. */
  isAuthor: boolean
  /** A small office may have only one person: a setting. */
  selfApproval: boolean
  reason: string
}

export type Refusal = 'state' | 'right' | 'own' | 'reason'

/** Why an action is refused, or null (pure). Nobody approves what they wrote, unless the city allows it. */
export function refuseAction(action: ArticleAction, asking: Asking): Refusal | null {
  const { from, right, reason } = transitions[action]
  if (!asking.rights.includes(right)) return 'right'
  if (!from.includes(asking.state)) return 'state'
  if (answersFor.has(action) && asking.isAuthor && !asking.selfApproval) return 'own'
  if (reason && asking.reason.trim() === '') return 'reason'
  return null
}

/** The actions that a person may take on a version now. */
export function allowedActions(asking: Omit<Asking, 'reason'>): ArticleAction[] {
  return articleActions.filter(
    (action) => refuseAction(action, { ...asking, reason: 'x' }) === null,
  )
}
