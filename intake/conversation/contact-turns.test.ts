import { expect, test } from 'vitest'
import { asksOf, cardOf, keyOf, playTurns } from './testing/play-turns.ts'
import type { Turn } from './turn.ts'

test('a given contact leads to the choice of confidentiality, with the message it comes from', async () => {
  const steps = await playTurns(['电梯坏了三天没人修', '张三 13800138000', '保密'])
  expect(asksOf(steps)).toEqual(['contact', 'identity', 'confirm'])
  expect(steps[2]?.draft?.contact).toEqual({ name: '张三', phone: '13800138000', message_id: 'm1' })
  expect(cardOf(steps[2]?.turn as Turn)).toMatchObject({ confidential: true, contact_name: '张三' })
  const unclear = await playTurns(['电梯坏了三天没人修', '13800138000', '随便'])
  expect(unclear[2]?.draft?.content.confidential).toBe(true)
})

test('the own phone in the first message is not asked for and does not stay in the description', async () => {
  const steps = await playTurns(['电梯坏了三天没人修，我的电话13800138000'])
  expect(asksOf(steps)).toEqual(['identity'])
  expect(steps[0]?.draft?.contact?.phone).toBe('13800138000')
  expect(steps[0]?.draft?.content.description).not.toContain('13800138000')
})

test('words about confidentiality set it at any question, and are neither a phone nor the matter', async () => {
  const lift = '电梯坏了三天没人修'
  const atIdentity = await playTurns([lift, '13800138000', '不匿名'])
  expect(atIdentity[2]?.draft?.content.confidential).toBe(false)
  const atContact = await playTurns([lift, '不保密', '13800138000'])
  expect(keyOf(atContact[1]?.turn as Turn)).toBe('ask.contact')
  expect(asksOf(atContact)).toEqual(['contact', 'contact', 'confirm'])
  expect(cardOf(atContact[2]?.turn as Turn)).toMatchObject({ confidential: false })
  const together = await playTurns([lift, '13800138000，不保密'])
  expect(asksOf(together)).toEqual(['contact', 'confirm'])
  expect(together[1]?.draft?.contact).toMatchObject({ name: '', phone: '13800138000' })
  const atCard = await playTurns([lift, '13800138000', '保密', '还是不保密了', '保密'])
  expect(atCard.slice(3).map((s) => cardOf(s.turn)?.['confidential'])).toEqual([false, true])
  expect(atCard[4]?.draft?.content.description).toBe(lift)
})

test('what is said instead of a phone is not called a wrong number', async () => {
  const lift = '电梯坏了三天没人修'
  for (const text of ['好的', '可以', '嗯', '留一个吧']) {
    const steps = await playTurns([lift, text, '13800138000'])
    expect(keyOf(steps[1]?.turn as Turn), text).toBe('ask.contact')
    expect(steps[1]?.draft?.content.description).toBe(lift)
    expect(steps[2]?.turn.asks).toBe('identity')
  }
  const story = '另外楼道里的灯也不亮，晚上老人下楼很危险'
  const told = await playTurns([lift, story])
  expect(keyOf(told[1]?.turn as Turn)).toBe('ask.contact')
  expect(told[1]?.draft?.content.description).toContain(story)
  const wrong = await playTurns([lift, '张三 1380013800'])
  expect(keyOf(wrong[1]?.turn as Turn)).toBe('ask.contact_invalid')
  expect(wrong[1]?.draft?.content.description).toBe(lift)
})

test('不用了 to the question for a phone passes over it', async () => {
  const steps = await playTurns(['电梯坏了三天没人修', '不用了'])
  expect(steps[1]?.turn.asks).toBe('confirm')
  expect(steps[1]?.effects).not.toContainEqual({ type: 'discard' })
})

test('a phone changed in words at the card is not a name', async () => {
  const steps = await playTurns(['电梯坏了三天没人修', '不留', '电话改成13800138000', '保密'])
  expect(steps[2]?.draft?.contact).toMatchObject({ name: '', phone: '13800138000' })
})
