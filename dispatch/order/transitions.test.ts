import { describe, expect, it } from 'vitest'
import { type Actor, allowedActions, mayTake } from './actor.ts'
import { staffRoles } from './roles.ts'
import {
  findTransition,
  openStatuses,
  orderActions,
  orderStatuses,
  statusTexts,
  transitions,
} from './transitions.ts'

const staff = (
  roles: readonly (typeof staffRoles)[number][],
  unitCode: string | null = null,
): Actor => ({
  kind: 'staff',
  id: 'someone',
  name: '某人',
  roles,
  unitCode,
})

describe('the transition table', () => {
  it('has one line at most for each action in each status', () => {
    for (const action of orderActions) {
      for (const status of orderStatuses) {
        const lines = transitions.filter((t) => t.action === action && t.from.includes(status))
        expect(lines.length, `${action} in ${status}`).toBeLessThanOrEqual(1)
      }
    }
  })

  it('lets no closed order move again, except that a merge is undone', () => {
    expect(findTransition('unmerge', 'merged')?.to).toBe('awaiting_dispatch')
    const closed = orderStatuses.filter((s) => s !== 'merged' && !openStatuses.includes(s))
    for (const status of closed) {
      for (const action of orderActions) expect(findTransition(action, status)).toBeNull()
    }
  })

  it('names every status in Chinese', () => {
    for (const status of orderStatuses) expect(statusTexts[status]).toMatch(/[\u4e00-\u9fff]/)
  })

  it('lets only dispatchers and reviewers dispatch, whatever else somebody may be (R12)', () => {
    for (const role of staffRoles) {
      const can = allowedActions(staff([role], 'u1'), {
        status: 'awaiting_dispatch',
        lead_unit: 'u1',
      })
      expect(can.includes('dispatch'), role).toBe(role === 'dispatcher' || role === 'reviewer')
    }
    for (const actor of [{ kind: 'system' }, { kind: 'citizen', conversationId: 'c' }] as Actor[]) {
      expect(allowedActions(actor, { status: 'awaiting_dispatch', lead_unit: null })).not.toContain(
        'dispatch',
      )
    }
  })

  it('lets only the lead unit acknowledge and reply', () => {
    const order = { status: 'dispatched', lead_unit: 'u1' } as const
    expect(allowedActions(staff(['unit'], 'u1'), order)).toContain('acknowledge')
    expect(allowedActions(staff(['unit'], 'u2'), order)).toEqual([])
    expect(allowedActions(staff(['administrator'], 'u1'), order)).toEqual([])
  })

  it('agrees with itself: an action is allowed exactly where its transition may be taken', () => {
    for (const status of orderStatuses) {
      for (const role of staffRoles) {
        const actor = staff([role], 'u1')
        const order = { status, lead_unit: 'u1' }
        for (const action of orderActions) {
          const t = findTransition(action, status)
          expect(allowedActions(actor, order).includes(action)).toBe(
            t !== null && mayTake(t, actor, order),
          )
        }
      }
    }
  })
})
