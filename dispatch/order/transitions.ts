/**
 * The process as data: status × action × role (DOMAIN section 5). A city's habits are settings, not branches;
 * who may do what is read here by the commands, by the screens and by the exhaustive test.
 */
export const orderStatuses = [
  'awaiting_dispatch',
  'dispatched',
  'handling',
  'objected',
  'deferred',
  'replied',
  'following_up',
  'closed',
  'merged',
  'withdrawn',
  'terminated',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

/** Statuses in which an order still waits for somebody (Open311: open). */
export const openStatuses: readonly OrderStatus[] = [
  'awaiting_dispatch',
  'dispatched',
  'handling',
  'objected',
  'deferred',
  'replied',
  'following_up',
]

export const orderActions = [
  'dispatch',
  'acknowledge',
  'reply',
  'add_facts',
  'remind',
  'withdraw',
  'rate',
  'start_follow_up',
  'close',
  'reopen',
  'terminate',
  'merge',
  'unmerge',
] as const
export type OrderAction = (typeof orderActions)[number]

/** Who acts: a staff role, the lead unit of the order, the requester, or the system's own clock. */
export type Party =
  | 'dispatcher'
  | 'reviewer'
  | 'follow_up_clerk'
  | 'lead_unit'
  | 'requester'
  | 'system'

export interface Transition {
  action: OrderAction
  from: readonly OrderStatus[]
  /** `null`: the status stays. */
  to: OrderStatus | null
  by: readonly Party[]
  /** True where words are required (a reply, grounds, new facts). */
  needsText: boolean
  /** Whether the citizen sees the event in the timeline (DOMAIN section 6: never internal notes). */
  isPublic: boolean
}

export const transitions: readonly Transition[] = [
  {
    action: 'dispatch',
    from: ['awaiting_dispatch'],
    to: 'dispatched',
    by: ['dispatcher', 'reviewer'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'acknowledge',
    from: ['dispatched'],
    to: 'handling',
    by: ['lead_unit'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'reply',
    from: ['handling'],
    to: 'replied',
    by: ['lead_unit'],
    needsText: true,
    isPublic: true,
  },
  {
    action: 'add_facts',
    from: openStatuses,
    to: null,
    by: ['requester'],
    needsText: true,
    isPublic: true,
  },
  {
    action: 'remind',
    from: openStatuses,
    to: null,
    by: ['requester'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'withdraw',
    from: openStatuses,
    to: 'withdrawn',
    by: ['requester'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'rate',
    from: ['replied', 'following_up'],
    to: null,
    by: ['requester'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'start_follow_up',
    from: ['dispatched', 'handling', 'objected', 'deferred', 'replied'],
    to: 'following_up',
    by: ['system'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'close',
    from: ['following_up'],
    to: 'closed',
    by: ['follow_up_clerk', 'requester'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'reopen',
    from: ['following_up'],
    to: 'handling',
    by: ['follow_up_clerk', 'requester'],
    needsText: true,
    isPublic: true,
  },
  {
    action: 'terminate',
    from: openStatuses,
    to: 'terminated',
    by: ['reviewer'],
    needsText: true,
    isPublic: true,
  },
  {
    action: 'merge',
    from: ['awaiting_dispatch'],
    to: 'merged',
    by: ['dispatcher'],
    needsText: false,
    isPublic: true,
  },
  {
    action: 'unmerge',
    from: ['merged'],
    to: 'awaiting_dispatch',
    by: ['dispatcher', 'system'],
    needsText: false,
    isPublic: true,
  },
]

/** The transition for an action in a status, or null where the table has none. */
export function findTransition(action: OrderAction, from: OrderStatus): Transition | null {
  return transitions.find((t) => t.action === action && t.from.includes(from)) ?? null
}

export const statusTexts: Record<OrderStatus, string> = {
  awaiting_dispatch: '待派单',
  dispatched: '待签收',
  handling: '办理中',
  objected: '异议中',
  deferred: '挂账',
  replied: '已反馈',
  following_up: '回访中',
  closed: '办结',
  merged: '已并案',
  withdrawn: '已撤回',
  terminated: '终止办理',
}
