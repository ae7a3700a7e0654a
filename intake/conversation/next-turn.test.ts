import { expect, test } from 'vitest'
import { makeProposal, nowhere } from '../testing/make-proposal.ts'
import { askPlace, asksOf, cardOf, keyOf, playTurns } from './testing/play-turns.ts'
import type { Turn } from './turn.ts'

test('a complete complaint is asked for contact only, then summarised, then filed', async () => {
  const steps = await playTurns([
    '一街道甲小区2号楼电梯坏了三天，物业不管',
    { text: '不留电话', choice: 'skip' },
    '确认',
  ])
  expect(asksOf(steps.slice(0, 2))).toEqual(['contact', 'confirm'])
  const card = cardOf(steps[1]?.turn as Turn)
  expect(card).toMatchObject({
    type: 'draft',
    draft_id: 'd0',
    description: '一街道甲小区2号楼电梯坏了三天，物业不管',
    class_text: '住房 › 电梯',
    place_text: '甲区一街道',
    kind_text: '投诉',
  })
  expect(steps[1]?.effects).toContainEqual(expect.objectContaining({ type: 'keep-proposal' }))
  expect(steps[2]?.effects).toEqual([{ type: 'file' }])
})

test('nothing is filed before the summary was shown', async () => {
  const steps = await playTurns(['电梯坏了三天了没人修', '确认'])
  expect(steps.flatMap((s) => s.effects).some((e) => e.type === 'file')).toBe(false)
  const none = await playTurns([{ text: '确认提交', choice: 'confirm' }])
  expect(none.flatMap((s) => s.effects).some((e) => e.type === 'file')).toBe(false)
})

test('asks one thing at a time, and each a limited number of times', async () => {
  const steps = await playTurns([
    { text: '路灯', proposal: askPlace },
    { text: '路灯坏了', proposal: askPlace },
    { text: '小区东门', proposal: askPlace },
    { text: '就是东门口', proposal: askPlace },
    { text: '嗯啊', proposal: askPlace },
    { text: '嗯啊', proposal: askPlace },
  ])
  const asked = ['details', 'address', 'address', 'contact', 'contact', 'confirm']
  expect(asksOf(steps)).toEqual(asked)
})

test('an ambiguous place is offered as quick replies, by tap or by typing the label', async () => {
  const candidate = (code: string, subdistrict: string) => ({
    level: 'subdistrict' as const,
    code,
    district: '甲区',
    subdistrict,
    community: null,
    score: 1,
    matched: '花园',
    span: null,
    how: 'alias',
  })
  const ambiguous = makeProposal({
    mode: 'ask_place',
    place: {
      ...nowhere,
      ambiguous: true,
      candidates: [candidate('1', '甲区一街道'), candidate('2', '甲区二街道')],
    },
  })
  const first = { text: '花园小区没有热水了', proposal: ambiguous }
  const tapped = await playTurns([first, { text: '甲区二街道', choice: 'place:2' }])
  expect(keyOf(tapped[0]?.turn as Turn)).toBe('ask.district')
  expect(tapped[0]?.turn.quick_replies.map((q) => q.label)).toContain('甲区二街道')
  expect(tapped[1]?.draft?.content.address).toEqual({ text: '甲区二街道', message_id: 'm1' })
  const typed = await playTurns([first, '甲区二街道'])
  expect(typed[1]?.draft?.content.address?.text).toBe('甲区二街道')
  expect(asksOf(typed)).toEqual(['address', 'contact'])
})

test('words that are no place do not become one; skipping and saying yes pass over it', async () => {
  const lamp = { text: '路灯坏了三天没人修', proposal: askPlace }
  const steps = await playTurns([
    lamp,
    { text: '真的没有人管啊', proposal: askPlace },
    { text: '确认', proposal: askPlace },
  ])
  expect(asksOf(steps)).toEqual(['address', 'address', 'contact'])
  expect(steps[1]?.draft?.content.address).toBeNull()
  expect(steps[1]?.draft?.content.description).toContain('真的没有人管')
  expect(steps[2]?.draft?.content.address).toBeNull()
  const street = await playTurns([lamp, { text: '幸福路12号', proposal: askPlace }])
  expect(street[1]?.draft?.content.address?.text).toBe('幸福路12号')
})

test('where only the district is known a better place is asked for once', async () => {
  const vague = makeProposal({
    mode: 'district',
    missing: ['address'],
    place: { ...nowhere, district: '甲区' },
  })
  const steps = await playTurns([
    { text: '甲区路灯坏了三天没人修', proposal: vague },
    { text: '甲区那边', proposal: vague },
  ])
  expect(asksOf(steps)).toEqual(['address', 'contact'])
})

test('the talk goes on when nothing could be understood', async () => {
  const steps = await playTurns([
    { text: '电梯坏了三天没人修', proposal: null },
    { text: '甲区一街道', proposal: null },
    { text: '甲区一街道5号', proposal: null },
    { text: '不留', proposal: null },
  ])
  expect(asksOf(steps)).toEqual(['address', 'address', 'contact', 'confirm'])
  expect(steps[3]?.effects).toEqual([])
})

test('English is answered in English, and a short word does not change the language', async () => {
  const steps = await playTurns(['The lift in my building is broken', 'no phone'])
  expect(steps[0]?.turn.text).toContain('|en')
  const chinese = await playTurns(['电梯坏了三天没人修', 'ok'])
  expect(chinese[1]?.turn.text).toContain('|中')
})

test('signs without words open nothing', async () => {
  const [step] = await playTurns(['？？？'])
  expect(keyOf(step?.turn as Turn)).toBe('smalltalk.unclear')
  expect(step?.draft).toBeNull()
})

test('small talk is answered briefly and keeps the question', async () => {
  const steps = await playTurns(['你好', '电梯坏了三天没人修', '你是机器人吗', '转人工'])
  expect(keyOf(steps[0]?.turn as Turn)).toBe('smalltalk.greeting')
  expect(steps[2]?.turn.asks).toBe('contact')
  expect(steps[3]?.effects).toMatchObject([{ type: 'hand-over', reason: 'asked' }])
})

test('words that say nothing are asked what it is about, once', async () => {
  const near = makeProposal({ triage: 'emergency', emergency_number: '110', mode: 'none' })
  const steps = await playTurns([
    { text: '我有个问题', proposal: near },
    '不清楚',
    '电梯坏了三天没人修',
  ])
  expect(asksOf(steps)).toEqual(['details', null, 'contact'])
  expect(steps[0]?.effects).toEqual([])
})

test('an offer can be chosen by its number', async () => {
  const steps = await playTurns(['电梯坏了三天没人修', '1', '第一个'])
  expect(steps[1]?.turn.asks).toBe('confirm')
  expect(steps[2]?.effects).toEqual([{ type: 'file' }])
})

test('a talk in English stays English after a Chinese address', async () => {
  const steps = await playTurns([
    { text: 'The elevator in my building has been broken for four days.', proposal: askPlace },
    '甲区一街道2号楼',
  ])
  expect(steps[1]?.turn.text).toContain('|en')
})
