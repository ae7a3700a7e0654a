import { describe, expect, it } from 'vitest'
import { type DeadlineFacts, decideDeadline } from './deadline-class.ts'

const plain: DeadlineFacts = {
  hazard: null,
  outage: null,
  complex: null,
  line: null,
  classDeadline: undefined,
  className: '路灯',
}
const words = { text: '井盖没了', why: '有人可能掉下去' }

describe('decideDeadline', () => {
  it.each<[string, Partial<DeadlineFacts>, string]>([
    ['nothing special', {}, '7d'],
    ['danger beats all', { hazard: words, outage: words, classDeadline: '15d' }, '2h'],
    ['an outage beats the line', { outage: words, line: { deadline: '7d', line: '1' } }, '24h'],
    ['a 2 h class beats an outage', { outage: words, classDeadline: '2h' }, '2h'],
    [
      'the line beats the class',
      { line: { deadline: '15d', line: '1' }, classDeadline: '24h' },
      '15d',
    ],
    [
      'a line may leave it to the class',
      { line: { deadline: undefined, line: '1' }, classDeadline: '24h' },
      '24h',
    ],
    ['complex', { complex: words }, '15d'],
  ])('%s', (_, facts, expected) => {
    const decision = decideDeadline({ ...plain, ...facts })
    expect(decision.deadline).toBe(expected)
    expect(decision.reason).not.toBe('')
  })
})
