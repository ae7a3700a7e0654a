import { type Role, staffRoles } from '../../dispatch/order/roles.ts'

/** Who may call what. A route names one of these; the row scope and the transition table decide the rest. */
export const everybody: readonly Role[] = staffRoles
/** Sees the queue and the citizens' words before a unit is chosen (R12). */
export const reviewScreen: readonly Role[] = ['operator', 'dispatcher', 'reviewer', 'supervisor']
/** Claims and dispatches (DOMAIN section 5: the dispatcher, and the reviewer for sensitive ones). */
export const dispatching: readonly Role[] = ['dispatcher', 'reviewer']
/** Acts on orders: the transition table says which action, in which status, for which unit. */
export const actingOnOrders: readonly Role[] = ['dispatcher', 'reviewer', 'unit', 'follow_up_clerk']
/** May ask to see who asked; `may_reveal` and the purpose decide (promise 3). */
export const revealing: readonly Role[] = ['dispatcher', 'reviewer', 'unit', 'follow_up_clerk']
/** Measures: starts runs and reads their reports, which hold words of cases. */
export const evaluating: readonly Role[] = ['evaluator', 'administrator']
/** Speaks with citizens as a person (人工接待). */
export const receiving: readonly Role[] = ['operator', 'reviewer']
/** Is told of danger and risk, and writes down what was passed on (R11-1, R29). */
export const alarmed: readonly Role[] = ['operator', 'dispatcher', 'reviewer']
export const administrating: readonly Role[] = ['administrator']
/** Sees calls as they run; the caller's number only masked. */
export const takingCalls: readonly Role[] = ['operator', 'reviewer', 'supervisor']
/** Writes a call's form and files it (R8, R10). */
export const answeringCalls: readonly Role[] = ['operator']
/** Sees how good the proposals are (机器人派单's honest figure), and drafts changes of the catalogue. */
export const judgingQuality: readonly Role[] = [
  'reviewer',
  'supervisor',
  'evaluator',
  'administrator',
]
/** Reads the article desk: drafts, tickets, what readers said (R31). */
export const readingDesk: readonly Role[] = [
  'operator',
  'dispatcher',
  'reviewer',
  'unit',
  'supervisor',
  'administrator',
]
/** Writes articles; a unit's account those of its own unit. */
export const writingArticles: readonly Role[] = ['reviewer', 'unit', 'supervisor', 'administrator']
/** Answers for what the public reads: nobody approves what they wrote, unless the city allows it. */
export const approvingArticles: readonly Role[] = ['reviewer', 'supervisor', 'administrator']
