import { expect, test } from 'vitest'
import { makeProposal, nowhere } from '../testing/make-proposal.ts'
import { cardOf, keyOf, playTurns } from './testing/play-turns.ts'
import type { Turn } from './turn.ts'

test('a correction replaces the place and keeps the words', async () => {
  const elsewhere = makeProposal({
    place: { ...nowhere, district: '乙区', subdistrict: '乙区三街道' },
  })
  const steps = await playTurns([
    '一街道电梯坏了三天没人修',
    '不留',
    { text: '不是一街道，是三街道', proposal: elsewhere },
  ])
  expect(steps[2]?.draft?.content.address).toEqual({ text: '乙区三街道', message_id: 'm2' })
  expect(steps[2]?.draft?.content.description).toContain('不是一街道，是三街道')
  expect(cardOf(steps[2]?.turn as Turn)).toMatchObject({ place_text: '乙区三街道' })
  expect(keyOf(steps[2]?.turn as Turn)).toBe('ask.confirm_updated')
})

test('words while the card is open are added, and each card has a version of its own', async () => {
  const steps = await playTurns([
    '电梯坏了三天没人修',
    '不留',
    '还有老人下不了楼',
    '另外物业电话打不通',
  ])
  const versions = steps.slice(1).map((step) => cardOf(step.turn)?.['version'])
  expect(versions).toEqual([2, 3, 4])
  expect(steps[3]?.draft?.content.words.map((w) => w.message_id)).toEqual(['m0', 'm2', 'm3'])
})

test('an open draft can be given up in words', async () => {
  const steps = await playTurns(['电梯坏了三天没人修', '算了'])
  expect(steps[1]?.effects).toMatchObject([{ type: 'discard' }])
})

test('a correction in words while the card is open sets the address and leaves the matter as it is', async () => {
  const lift = '南湖东园122号楼电梯坏了三天没人修'
  const cases = [
    ['地址改成南湖东园123号楼', '南湖东园123号楼'],
    ['应该是海淀区中关村街道科育社区5号楼', '海淀区中关村街道科育社区5号楼'],
    ['不对，是123号楼', '南湖东园123号楼'],
  ] as const
  for (const [text, address] of cases) {
    const draft = makeProposal({ place: { ...nowhere, district: '乙区' } })
    const steps = await playTurns([lift, '不留', { text, draft }])
    expect(steps[2]?.draft?.content.description).toBe(lift)
    expect(steps[2]?.draft?.content.address).toEqual({ text: address, message_id: 'm2' })
    expect(cardOf(steps[2]?.turn as Turn)).toMatchObject({ address, place_text: '乙区' })
    expect(keyOf(steps[2]?.turn as Turn)).toBe('ask.confirm_updated')
  }
})

test.each(['算了，不提交了', '不用了，取消', '算了', '不用了'])(
  '%s at the card gives it up',
  async (text) => {
    const steps = await playTurns(['电梯坏了三天没人修', '不留', text])
    expect(keyOf(steps[2]?.turn as Turn)).toBe('draft.discarded')
    expect(steps[2]?.effects).toMatchObject([{ type: 'discard' }])
  },
)

test('where the class is not sure, the summary offers the next ones', async () => {
  const path = (name: string) => ['环境', name]
  const unsure = makeProposal({
    service_codes: [
      { code: '110201', name: '施工噪声', path: path('施工噪声'), p: 0.4 },
      { code: '110301', name: '装修噪声', path: path('装修噪声'), p: 0.3 },
    ],
  })
  const steps = await playTurns([
    { text: '楼上电钻响到半夜', proposal: unsure },
    { text: '不留', proposal: unsure },
    { text: '更像是', choice: 'class:110301', proposal: unsure },
  ])
  const values = steps[1]?.turn.quick_replies.map((reply) => reply.value)
  expect(values).toEqual(['confirm', 'discard', 'class:110301'])
  expect(cardOf(steps[2]?.turn as Turn)).toMatchObject({ class_text: '环境 › 装修噪声' })
})

test.each(['行吧那我自己找物业', '好吧我去法院', '算了别报了'])(
  '%s at the card: settled another way, it is given up',
  async (text) => {
    const evidence = [
      {
        for: 'class' as const,
        source: 'classifier' as const,
        ref: '',
        text: '',
        span: null,
        why: '',
      },
    ]
    const vague = makeProposal({ place: nowhere, evidence })
    const steps = await playTurns(['电梯坏了三天没人修', '不留', { text, proposal: vague }])
    expect(keyOf(steps[2]?.turn as Turn)).toBe('draft.discarded')
  },
)
