import { expect, it } from 'vitest'
import type { AssistRecord, Proposal } from '../../dispatch/proposal/proposal.ts'
import { noteAssisted } from './assisted-elements.ts'
import { addWords, type Draft, emptyContent } from './draft.ts'
import { elementValue } from './element-entry.ts'
import { noteElement } from './elements.ts'

const words = { message_id: 'm1', text: '幸福里后门头一盏灯打春节起就黑着' }
const draft: Draft = {
  id: 'd',
  version: 1,
  proposalId: null,
  contact: null,
  content: addWords(emptyContent(), words),
}
type Elements = AssistRecord['parts'][number]['elements']
const proposalWith = (elements: Elements) =>
  ({ assist: { parts: [{ part: 0, elements, reason: null }] } }) as unknown as Proposal

it('fills what is empty, with the place in the message, and nothing else', () => {
  const found: Elements = [
    { name: 'time', text: '打春节起', span: [9, 13] },
    { name: 'respondent', text: '物业公司', span: [0, 4] },
    { name: 'count', text: '头一盏', span: [5, 8] },
  ]
  const noted = noteAssisted(draft, proposalWith(found))
  expect(noted.content.elements).toEqual([
    { name: 'time', value: '打春节起', message_id: 'm1', span: [9, 13], replaced: false },
  ])
  const said = noteElement(draft, { name: 'time', value: '昨天', message: null })
  expect(elementValue(noteAssisted(said, proposalWith(found)), 'time')).toBe('昨天')
  const emptied = noteElement(said, { name: 'time', value: '', message: null })
  expect(elementValue(noteAssisted(emptied, proposalWith(found)), 'time')).toBe('')
  expect(noteAssisted(draft, null)).toBe(draft)
})
