import { expect, test } from 'vitest'
import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import type { ProgressCard } from '../protocol/chat-frames.ts'
import { makeProposal, nowhere } from '../testing/make-proposal.ts'
import { smallPack } from '../testing/small-pack.ts'
import { answerMessage } from './answer-message.ts'
import { maskIdentity } from './contact.ts'
import { withoutOpen } from './several-drafts.ts'
import { conversationState } from './state.ts'
import type { Incoming, Standing, Step } from './step.ts'
import type { Turn } from './turn.ts'

const pack = smallPack()

interface Said {
  text: string
  choice?: string
  proposal?: Proposal | null
  answer?: AskResult
  progress?: ProgressCard[]
  /** What the draft is understood as afterwards; the message's own proposal if absent. */
  draft?: Proposal | null
}

/** Plays messages one after another and returns every step. */
async function play(said: readonly (string | Said)[], start?: Partial<Standing>) {
  let standing: Standing = {
    state: conversationState.parse({}),
    draft: null,
    parked: [],
    handOver: null,
    ...start,
  }
  const steps: (Step & { turn: Turn })[] = []
  for (const [index, entry] of said.entries()) {
    const one: Said = typeof entry === 'string' ? { text: entry } : entry
    const proposal = one.proposal === undefined ? makeProposal() : one.proposal
    const message: Incoming = {
      id: `m${index}`,
      kind: 'text',
      text: one.text,
      masked: maskIdentity(one.text, { answersContact: standing.state.asks === 'contact' }),
      choice: one.choice ?? null,
    }
    const step = await answerMessage(standing, message, {
      pack,
      newDraftId: (part) => (part === 0 ? `d${index}` : `d${index}-${part}`),
      understanding: {
        hear: async () => ({
          proposal,
          answer: one.answer ?? null,
          progress: one.progress ?? null,
        }),
        understandDraft: async () => (one.draft === undefined ? proposal : one.draft),
      },
    })
    steps.push({ ...step, turn: step.turns.at(-1) as Turn })
    const filed = step.effects.some((e) => e.type === 'file')
    const after: Standing = { ...step, draft: step.draft }
    standing = filed ? withoutOpen(after, true) : after
  }
  return steps
}

const askPlace = makeProposal({ mode: 'ask_place', place: nowhere, missing: ['address'] })
const inquiry = makeProposal({ triage: 'inquiry', kind: 'inquiry', mode: 'none', deadline: null })
const answered: AskResult = {
  outcome: 'answered',
  answer: '带身份证到派出所办理。',
  reason: '',
  citations: [{ article: 'a1', title: '居住证', source: '某局', valid_until: null }],
  service_points: [],
  confidence: 0.9,
  ms: 1,
}
const fire = makeProposal({ triage: 'emergency', emergency_number: '119', mode: 'none' })

const asksOf = (steps: { turn: Turn }[]) => steps.map((step) => step.turn.asks)
const keyOf = (turn: Turn) => turn.text.split('|')[0]
const cardOf = (turn: Turn) => turn.cards[0] as Record<string, unknown> | undefined

test('a complete complaint is asked for contact only, then summarised, then filed', async () => {
  const steps = await play([
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
  const steps = await play(['电梯坏了三天了没人修', '确认'])
  expect(steps.flatMap((s) => s.effects).some((e) => e.type === 'file')).toBe(false)
  const none = await play([{ text: '确认提交', choice: 'confirm' }])
  expect(none.flatMap((s) => s.effects).some((e) => e.type === 'file')).toBe(false)
})

test('asks one thing at a time, and each a limited number of times', async () => {
  const steps = await play([
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

test('a given contact leads to the choice of confidentiality, with the message it comes from', async () => {
  const steps = await play(['电梯坏了三天没人修', '张三 13800138000', '保密'])
  expect(asksOf(steps)).toEqual(['contact', 'identity', 'confirm'])
  expect(steps[2]?.draft?.contact).toEqual({ name: '张三', phone: '13800138000', message_id: 'm1' })
  expect(cardOf(steps[2]?.turn as Turn)).toMatchObject({ confidential: true, contact_name: '张三' })
  const unclear = await play(['电梯坏了三天没人修', '13800138000', '随便'])
  expect(unclear[2]?.draft?.content.confidential).toBe(true)
})

test('the own phone in the first message is not asked for and does not stay in the description', async () => {
  const steps = await play(['电梯坏了三天没人修，我的电话13800138000'])
  expect(asksOf(steps)).toEqual(['identity'])
  expect(steps[0]?.draft?.contact?.phone).toBe('13800138000')
  expect(steps[0]?.draft?.content.description).not.toContain('13800138000')
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
  const tapped = await play([first, { text: '甲区二街道', choice: 'place:2' }])
  expect(keyOf(tapped[0]?.turn as Turn)).toBe('ask.district')
  expect(tapped[0]?.turn.quick_replies.map((q) => q.label)).toContain('甲区二街道')
  expect(tapped[1]?.draft?.content.address).toEqual({ text: '甲区二街道', message_id: 'm1' })
  const typed = await play([first, '甲区二街道'])
  expect(typed[1]?.draft?.content.address?.text).toBe('甲区二街道')
  expect(asksOf(typed)).toEqual(['address', 'contact'])
})

test('danger comes first at any moment, alarms, and the open question stays open', async () => {
  const steps = await play([
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
  const steps = await play([
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
  const steps = await play([
    { text: '闻到煤气味怎么办', proposal: inquiry, answer: { ...answered, outcome: 'emergency' } },
  ])
  expect(steps[0]?.turn.outcome).toBe('emergency_card')
})

test('words that are no place do not become one; skipping and saying yes pass over it', async () => {
  const lamp = { text: '路灯坏了三天没人修', proposal: askPlace }
  const steps = await play([
    lamp,
    { text: '真的没有人管啊', proposal: askPlace },
    { text: '确认', proposal: askPlace },
  ])
  expect(asksOf(steps)).toEqual(['address', 'address', 'contact'])
  expect(steps[1]?.draft?.content.address).toBeNull()
  expect(steps[1]?.draft?.content.description).toContain('真的没有人管')
  expect(steps[2]?.draft?.content.address).toBeNull()
  const street = await play([lamp, { text: '幸福路12号', proposal: askPlace }])
  expect(street[1]?.draft?.content.address?.text).toBe('幸福路12号')
})

test('where only the district is known a better place is asked for once', async () => {
  const vague = makeProposal({
    mode: 'district',
    missing: ['address'],
    place: { ...nowhere, district: '甲区' },
  })
  const steps = await play([
    { text: '甲区路灯坏了三天没人修', proposal: vague },
    { text: '甲区那边', proposal: vague },
  ])
  expect(asksOf(steps)).toEqual(['address', 'contact'])
})

test('one’s own case is told and filed, another city’s matter is named with its channel', async () => {
  const own: AskResult = {
    ...answered,
    outcome: 'file_request',
    answer: '要查了才能答复',
    citations: [],
  }
  const [step] = await play([{ text: '我的公积金怎么还没到', proposal: inquiry, answer: own }])
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
  const [other] = await play([{ text: '外地社保', proposal: inquiry, answer: away }])
  expect(other?.turn).toMatchObject({ outcome: 'statutory_channel', text: '请拨打当地12345' })
})

test('a consultation is answered with its source, and can still be filed', async () => {
  const steps = await play([
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
    const [step] = await play([said])
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
  const [first, second] = await play([
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
  const [step] = await play([{ text: '上次的事还没办', proposal: repeat, progress: [card] }])
  expect(step?.turn.cards).toEqual([card])
  const [asked] = await play([{ text: '查进度', progress: [card] }])
  expect(keyOf(asked?.turn as Turn)).toBe('progress.found')
  const [none] = await play([{ text: '查进度', progress: [] }])
  expect(keyOf(none?.turn as Turn)).toBe('progress.none')
})

test('a correction replaces the place and keeps the words', async () => {
  const elsewhere = makeProposal({
    place: { ...nowhere, district: '乙区', subdistrict: '乙区三街道' },
  })
  const steps = await play([
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
  const steps = await play(['电梯坏了三天没人修', '不留', '还有老人下不了楼', '另外物业电话打不通'])
  const versions = steps.slice(1).map((step) => cardOf(step.turn)?.['version'])
  expect(versions).toEqual([2, 3, 4])
  expect(steps[3]?.draft?.content.words.map((w) => w.message_id)).toEqual(['m0', 'm2', 'm3'])
})

test('a question in the middle is answered and what was asked stays asked', async () => {
  const steps = await play([
    '电梯坏了三天没人修',
    { text: '维修基金怎么用？', proposal: inquiry, answer: answered },
  ])
  expect(steps[1]?.turn).toMatchObject({ outcome: 'answered', asks: 'contact' })
  expect(steps[1]?.draft?.content.words).toHaveLength(1)
})

test('an open draft can be given up in words', async () => {
  const steps = await play(['电梯坏了三天没人修', '算了'])
  expect(steps[1]?.effects).toMatchObject([{ type: 'discard' }])
})

test('the talk goes on when nothing could be understood', async () => {
  const steps = await play([
    { text: '电梯坏了三天没人修', proposal: null },
    { text: '甲区一街道', proposal: null },
    { text: '甲区一街道5号', proposal: null },
    { text: '不留', proposal: null },
  ])
  expect(asksOf(steps)).toEqual(['address', 'address', 'contact', 'confirm'])
  expect(steps[3]?.effects).toEqual([])
})

test('English is answered in English, and a short word does not change the language', async () => {
  const steps = await play(['The lift in my building is broken', 'no phone'])
  expect(steps[0]?.turn.text).toContain('|en')
  const chinese = await play(['电梯坏了三天没人修', 'ok'])
  expect(chinese[1]?.turn.text).toContain('|中')
})

test('signs without words open nothing', async () => {
  const [step] = await play(['？？？'])
  expect(keyOf(step?.turn as Turn)).toBe('smalltalk.unclear')
  expect(step?.draft).toBeNull()
})

test('small talk is answered briefly and keeps the question', async () => {
  const steps = await play(['你好', '电梯坏了三天没人修', '你是机器人吗', '转人工'])
  expect(keyOf(steps[0]?.turn as Turn)).toBe('smalltalk.greeting')
  expect(steps[2]?.turn.asks).toBe('contact')
  expect(steps[3]?.effects).toMatchObject([{ type: 'hand-over', reason: 'asked' }])
})

test('an unclear consultation is read together with what completes it', async () => {
  const unclear: AskResult = { ...answered, outcome: 'ask', answer: '您是本市户籍吗？' }
  const steps = await play([
    { text: '怎么上学', proposal: inquiry, answer: unclear },
    { text: '外地户籍', proposal: inquiry, answer: { ...answered, outcome: 'refused' } },
    { text: '要', choice: 'file', draft: inquiry },
  ])
  expect(steps[0]?.turn.asks).toBe('details')
  expect(steps[2]?.draft?.content.words.map((w) => w.text)).toEqual(['怎么上学', '外地户籍'])
})

test('words about confidentiality set it at any question, and are neither a phone nor the matter', async () => {
  const lift = '电梯坏了三天没人修'
  const atIdentity = await play([lift, '13800138000', '不匿名'])
  expect(atIdentity[2]?.draft?.content.confidential).toBe(false)
  const atContact = await play([lift, '不保密', '13800138000'])
  expect(keyOf(atContact[1]?.turn as Turn)).toBe('ask.contact')
  expect(asksOf(atContact)).toEqual(['contact', 'contact', 'confirm'])
  expect(cardOf(atContact[2]?.turn as Turn)).toMatchObject({ confidential: false })
  const together = await play([lift, '13800138000，不保密'])
  expect(asksOf(together)).toEqual(['contact', 'confirm'])
  expect(together[1]?.draft?.contact).toMatchObject({ name: '', phone: '13800138000' })
  const atCard = await play([lift, '13800138000', '保密', '还是不保密了', '保密'])
  expect(atCard.slice(3).map((s) => cardOf(s.turn)?.['confidential'])).toEqual([false, true])
  expect(atCard[4]?.draft?.content.description).toBe(lift)
})

test('what is said instead of a phone is not called a wrong number', async () => {
  const lift = '电梯坏了三天没人修'
  for (const text of ['好的', '可以', '嗯', '留一个吧']) {
    const steps = await play([lift, text, '13800138000'])
    expect(keyOf(steps[1]?.turn as Turn), text).toBe('ask.contact')
    expect(steps[1]?.draft?.content.description).toBe(lift)
    expect(steps[2]?.turn.asks).toBe('identity')
  }
  const story = '另外楼道里的灯也不亮，晚上老人下楼很危险'
  const told = await play([lift, story])
  expect(keyOf(told[1]?.turn as Turn)).toBe('ask.contact')
  expect(told[1]?.draft?.content.description).toContain(story)
  const wrong = await play([lift, '张三 1380013800'])
  expect(keyOf(wrong[1]?.turn as Turn)).toBe('ask.contact_invalid')
  expect(wrong[1]?.draft?.content.description).toBe(lift)
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
    const steps = await play([lift, '不留', { text, draft }])
    expect(steps[2]?.draft?.content.description).toBe(lift)
    expect(steps[2]?.draft?.content.address).toEqual({ text: address, message_id: 'm2' })
    expect(cardOf(steps[2]?.turn as Turn)).toMatchObject({ address, place_text: '乙区' })
    expect(keyOf(steps[2]?.turn as Turn)).toBe('ask.confirm_updated')
  }
})

test('a phone changed in words at the card is not a name', async () => {
  const steps = await play(['电梯坏了三天没人修', '不留', '电话改成13800138000', '保密'])
  expect(steps[2]?.draft?.contact).toMatchObject({ name: '', phone: '13800138000' })
})

test.each(['算了，不提交了', '不用了，取消', '算了', '不用了'])(
  '%s at the card gives it up',
  async (text) => {
    const steps = await play(['电梯坏了三天没人修', '不留', text])
    expect(keyOf(steps[2]?.turn as Turn)).toBe('draft.discarded')
    expect(steps[2]?.effects).toMatchObject([{ type: 'discard' }])
  },
)

test('不用了 to the question for a phone passes over it', async () => {
  const steps = await play(['电梯坏了三天没人修', '不用了'])
  expect(steps[1]?.turn.asks).toBe('confirm')
  expect(steps[1]?.effects).not.toContainEqual({ type: 'discard' })
})

test('words that say nothing are asked what it is about, once', async () => {
  const near = makeProposal({ triage: 'emergency', emergency_number: '110', mode: 'none' })
  const steps = await play([{ text: '我有个问题', proposal: near }, '不清楚', '电梯坏了三天没人修'])
  expect(asksOf(steps)).toEqual(['details', null, 'contact'])
  expect(steps[0]?.effects).toEqual([])
})

test('an offer can be chosen by its number', async () => {
  const steps = await play(['电梯坏了三天没人修', '1', '第一个'])
  expect(steps[1]?.turn.asks).toBe('confirm')
  expect(steps[2]?.effects).toEqual([{ type: 'file' }])
})

test('where the class is not sure, the summary offers the next ones', async () => {
  const path = (name: string) => ['环境', name]
  const unsure = makeProposal({
    service_codes: [
      { code: '110201', name: '施工噪声', path: path('施工噪声'), p: 0.4 },
      { code: '110301', name: '装修噪声', path: path('装修噪声'), p: 0.3 },
    ],
  })
  const steps = await play([
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
    const steps = await play(['电梯坏了三天没人修', '不留', { text, proposal: vague }])
    expect(keyOf(steps[2]?.turn as Turn)).toBe('draft.discarded')
  },
)

test('a talk in English stays English after a Chinese address', async () => {
  const steps = await play([
    { text: 'The elevator in my building has been broken for four days.', proposal: askPlace },
    '甲区一街道2号楼',
  ])
  expect(steps[1]?.turn.text).toContain('|en')
})
