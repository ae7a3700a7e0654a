import { expect, it } from 'vitest'
import {
  type ArticleState,
  allowedActions,
  articleActions,
  refuseAction,
  transitions,
} from './lifecycle.ts'

const states: ArticleState[] = ['draft', 'in_review', 'published', 'expired', 'withdrawn']
const everyRight = ['author', 'approver', 'system'] as const
const other = { rights: everyRight, isAuthor: false, selfApproval: false }

it('allows in each state what the table says, and nothing else', () => {
  for (const state of states) {
    for (const action of articleActions) {
      const refused = refuseAction(action, { ...other, state, reason: '原因' })
      expect(refused, `${action} in ${state}`).toBe(
        transitions[action].from.includes(state) ? null : 'state',
      )
    }
  }
})

it('lets no state be left without the right for it', () => {
  for (const action of articleActions) {
    const [state = 'draft'] = transitions[action].from
    const rights = everyRight.filter((right) => right !== transitions[action].right)
    expect(refuseAction(action, { ...other, rights, state, reason: '原因' })).toBe('right')
  }
})

it('has nobody approve what they wrote, unless the city says so', () => {
  const own = { ...other, isAuthor: true, state: 'in_review' as const, reason: '' }
  expect(refuseAction('publish', own)).toBe('own')
  expect(refuseAction('publish', { ...own, selfApproval: true })).toBeNull()
  expect(allowedActions(own)).not.toContain('publish')
})

it('wants to know why something is sent back or withdrawn', () => {
  expect(refuseAction('send_back', { ...other, state: 'in_review', reason: ' ' })).toBe('reason')
  expect(refuseAction('withdraw', { ...other, state: 'published', reason: '' })).toBe('reason')
})

it('brings nothing back into force that is out of it', () => {
  for (const action of articleActions) {
    const { from, to } = transitions[action]
    if (from.includes('expired') || from.includes('withdrawn')) expect(to).toBeNull()
  }
})
