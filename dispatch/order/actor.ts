import type { Role } from './roles.ts'
import type { OrderAction, OrderStatus, Party, Transition } from './transitions.ts'
import { transitions } from './transitions.ts'

/** Who is acting: a signed-in member of staff, the requester (by query code or conversation), or the system. */
export type Actor =
  | { kind: 'staff'; id: string; name: string; roles: readonly Role[]; unitCode: string | null }
  | { kind: 'citizen'; conversationId: string | null }
  | { kind: 'system' }

interface OrderForActor {
  status: OrderStatus
  lead_unit: string | null
}

/** The parties of the transition table that this actor is for this order. */
export function partiesOf(actor: Actor, order: OrderForActor): Party[] {
  if (actor.kind === 'citizen') return ['requester']
  if (actor.kind === 'system') return ['system']
  const parties: Party[] = []
  if (actor.roles.includes('dispatcher')) parties.push('dispatcher')
  if (actor.roles.includes('reviewer')) parties.push('reviewer')
  if (actor.roles.includes('follow_up_clerk')) parties.push('follow_up_clerk')
  if (
    actor.roles.includes('unit') &&
    actor.unitCode !== null &&
    actor.unitCode === order.lead_unit
  ) {
    parties.push('lead_unit')
  }
  return parties
}

/** Whether the table lets this actor take this transition. */
export function mayTake(transition: Transition, actor: Actor, order: OrderForActor): boolean {
  const parties = partiesOf(actor, order)
  return transition.from.includes(order.status) && transition.by.some((p) => parties.includes(p))
}

/** All actions that this actor may take now: what a screen offers. */
export function allowedActions(actor: Actor, order: OrderForActor): OrderAction[] {
  return transitions.filter((t) => mayTake(t, actor, order)).map((t) => t.action)
}
