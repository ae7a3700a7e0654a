import { expect, test } from 'vitest'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import type { ProgressCard } from '../protocol/chat-frames.ts'
import { makeProposal, nowhere } from '../testing/make-proposal.ts'
import { answered, cardOf, fire, inquiry, keyOf, playTurns } from './testing/play-turns.ts'
import type { Turn } from './turn.ts'

test('danger comes first at any moment, alarms, and the open question stays open', async () => {
  const steps = await playTurns([
    '电梯坏了三天没人修',
    { text: '楼里着火了', proposal: fire },
    { text: '不留', proposal: makeProposal() },
  ])
  expect(steps[1]?.turn.outcome).toBe('emergency_card')
  expect(steps[1]?.turn.asks).toBe('contact')
  expect(steps[1]?.effects).toEqual([{ type: 'alarm', number: '119', text: '楼里着火了' }])
  expect(cardOf(steps[1]?.turn as Turn)).toMatchObject({
    type: 'emergency',
    numbers: [{ number: '119', tel: 'tel:119' }, {}, {}, {}],
  })
  expect(steps[2]?.turn.asks).toBe('confirm')
})

test('what is left of an emergency can be filed and is not interrupted again', async () => {
  const steps = await playTurns([
    { text: '楼道着火了', proposal: fire },
    { text: '仍要提交', choice: 'file', draft: { ...fire, place: nowhere, mode: 'ask_place' } },
    { text: '甲区一街道着火那栋', proposal: fire },
  ])
  expect(steps[0]?.turn.outcome).toBe('emergency_card')
  expect(steps[1]?.turn.asks).toBe('address')
  expect(steps[1]?.draft?.content.despite).toBe('emergency')
  expect(steps[2]?.turn.outcome).toBeNull()
})

test('a danger that only the knowledge base notices is shown too', async () => {
  const steps = await playTurns([
    { text: '闻到煤气味怎么办', proposal: inquiry, answer: { ...answered, outcome: 'emergency' } },
  ])
  expect(steps[0]?.turn.outcome).toBe('emergency_card')
})

test('one’s own case is told and filed, another city’s matter is named with its channel', async () => {
  const own: AskResult = {
    ...answered,
    outcome: 'file_request',
    answer: '要查了才能答复',
    citations: [],
  }
  const [step] = await playTurns([{ text: '我的公积金怎么还没到', proposal: inquiry, answer: own }])
  expect(step?.turns.map((t) => [t.text.split('|')[0], t.asks])).toEqual([
    ['要查了才能答复', null],
    ['ask.contact', 'contact'],
  ])
  const away: AskResult = {
    ...answered,
    outcome: 'redirect',
    answer: '请拨打当地12345',
    citations: [],
  }
  const [other] = await playTurns([{ text: '外地社保', proposal: inquiry, answer: away }])
  expect(other?.turn).toMatchObject({ outcome: 'statutory_channel', text: '请拨打当地12345' })
})

test('a consultation is answered with its source, and can still be filed', async () => {
  const steps = await playTurns([
    { text: '居住证怎么办', proposal: inquiry, answer: answered },
    { text: '没有解决', choice: 'file', draft: inquiry },
  ])
  expect(steps[0]?.turn).toMatchObject({ outcome: 'answered', text: answered.answer })
  expect(cardOf(steps[0]?.turn as Turn)).toMatchObject({ type: 'answer', article: 'a1' })
  expect(steps[1]?.draft?.content).toMatchObject({
    description: '居住证怎么办',
    despite: 'inquiry',
    words: [{ message_id: 'm0', text: '居住证怎么办' }],
  })
})

test('what the articles do not cover is not made up but offered as a request', async () => {
  const refused: AskResult = { ...answered, outcome: 'refused', answer: '', citations: [] }
  for (const answer of [refused, undefined]) {
    const said = { text: '明年会不会取消', proposal: inquiry, ...(answer ? { answer } : {}) }
    const [step] = await playTurns([said])
    expect(keyOf(step?.turn as Turn)).toBe('answer.not_covered')
    expect(step?.turn.outcome).toBeNull()
    expect(step?.turn.quick_replies.map((q) => q.value)).toEqual(['file'])
  }
})

test.each([
  ['statutory_channel', 'statutory_channel'],
  ['outside_duties', 'statutory_channel'],
  ['unlawful', 'refused'],
  ['secret_privacy', 'refused'],
  ['repeat', null],
] as const)('%s is told in its own way and never the end', async (triage, outcome) => {
  const evidence = [
    {
      for: 'triage' as const,
      source: 'lexicon' as const,
      ref: 'statutory.court.1',
      text: '判决',
      span: null,
      why: '',
    },
  ]
  const shown = makeProposal({ triage, mode: 'none', article: 'R11-2', evidence })
  const [first, second] = await playTurns([
    { text: '法院判决不执行', proposal: shown },
    { text: '仍要提交诉求', choice: 'file', draft: shown },
  ])
  expect(first?.turn.outcome).toBe(outcome)
  expect(first?.draft).toBeNull()
  expect(first?.turn.quick_replies.map((q) => q.value)).toContain('file')
  expect(second?.draft?.content.despite).toBe(triage)
  expect(second?.turn.asks).toBe('contact')
})

test('a repeat shows the progress of the own requests', async () => {
  const card: ProgressCard = {
    type: 'progress',
    request_no: '1',
    title: 't',
    status: 'handling',
    status_text: '办理中',
    unit: null,
    due_at: null,
    reply: null,
    timeline: [],
  }
  const repeat = makeProposal({ triage: 'repeat', mode: 'none' })
  const [step] = await playTurns([{ text: '上次的事还没办', proposal: repeat, progress: [card] }])
  expect(step?.turn.cards).toEqual([card])
  const [asked] = await playTurns([{ text: '查进度', progress: [card] }])
  expect(keyOf(asked?.turn as Turn)).toBe('progress.found')
  const [none] = await playTurns([{ text: '查进度', progress: [] }])
  expect(keyOf(none?.turn as Turn)).toBe('progress.none')
})

test('a question in the middle is answered and what was asked stays asked', async () => {
  const steps = await playTurns([
    '电梯坏了三天没人修',
    { text: '维修基金怎么用？', proposal: inquiry, answer: answered },
  ])
  expect(steps[1]?.turn).toMatchObject({ outcome: 'answered', asks: 'contact' })
  expect(steps[1]?.draft?.content.words).toHaveLength(1)
})

test('an unclear consultation is read together with what completes it', async () => {
  const unclear: AskResult = { ...answered, outcome: 'ask', answer: '您是本市户籍吗？' }
  const steps = await playTurns([
    { text: '怎么上学', proposal: inquiry, answer: unclear },
    { text: '外地户籍', proposal: inquiry, answer: { ...answered, outcome: 'refused' } },
    { text: '要', choice: 'file', draft: inquiry },
  ])
  expect(steps[0]?.turn.asks).toBe('details')
  expect(steps[2]?.draft?.content.words.map((w) => w.text)).toEqual(['怎么上学', '外地户籍'])
})
