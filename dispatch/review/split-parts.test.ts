import { expect, test } from 'vitest'
import type { Proposal } from '../proposal/proposal.ts'
import { partProposal, partTitle } from './split-parts.ts'

const evidence = (span: [number, number] | null) => ({
  for: 'class' as const,
  source: 'lexicon' as const,
  ref: '',
  text: '',
  span,
  why: '',
})

test('the evidence of a part moves with its words, and what lies outside is dropped', () => {
  const original = '电梯坏了，路灯不亮'
  const place = { candidates: [{ span: [0, 2] }] }
  const part = { text: ' 路灯不亮', evidence: [evidence([5, 7]), evidence([0, 2])], place }
  const whole = { parts: [part], versions: {}, ms: 3 } as unknown as Proposal
  const proposal = partProposal(whole, '路灯不亮', original)
  expect(proposal).toMatchObject({ text: '路灯不亮', parts: [], ms: 0 })
  expect(proposal?.evidence.map(({ span }) => span)).toEqual([[0, 2], null])
  expect(proposal?.place.candidates[0]?.span).toBeNull()
})

test('a part that a person cut otherwise has no proposal yet', () => {
  expect(partProposal({ parts: [] } as unknown as Proposal, '路灯', '路灯')).toBeNull()
})

test('a title is the first clause without what counts it', () => {
  expect(partTitle('第二，小区门口路灯不亮。晚上看不见')).toBe('小区门口路灯不亮')
  expect(partTitle('另外 停水两天')).toBe('停水两天')
  expect(partTitle('长'.repeat(50))).toBe(`${'长'.repeat(30)}…`)
})
