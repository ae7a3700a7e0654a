import { describe, expect, test } from 'vitest'
import type { Proposal, ProposalPart } from '../../dispatch/proposal/proposal.ts'
import { makeProposal, nowhere } from '../testing/make-proposal.ts'
import type { Standing, Step } from './step.ts'
import { playTurns, type Said } from './testing/play-turns.ts'

const path = (name: string) => ({ code: name, name, path: ['类', name], p: 0.9 })
const lift = makeProposal({ service_codes: [path('电梯')] })
const bikes = makeProposal({ service_codes: [path('共享单车')] })

/** Each draft is understood by the words in it. */
const play = (said: readonly Said[], start: Partial<Standing> = {}) =>
  playTurns(said, {
    start,
    usual: lift,
    understand: (draft) => (/单车/.test(draft.content.description) ? bikes : lift),
  })

const keys = (step: Step | undefined) => step?.turns.map((turn) => turn.text.split('|')[0])
const cardsOf = (step: Step | undefined) =>
  step?.turns.flatMap((turn) => turn.cards.filter((card) => card.type === 'draft')) ?? []

const part = (text: string, from: Proposal): ProposalPart => ({ ...from, text })
const both = makeProposal({
  service_codes: [path('电梯')],
  parts: [part('一街道电梯坏了三天', lift), part('另外共享单车乱停占了盲道', bikes)],
})

describe('two demands', () => {
  test('become two drafts, asked for the contact once, shown together and filed together', async () => {
    const steps = await play([
      { text: '一街道电梯坏了三天，另外共享单车乱停占了盲道', proposal: both },
      { text: '不留电话', choice: 'skip' },
      { text: '确认' },
    ])
    expect(keys(steps[0])).toEqual(['draft.several', 'ask.contact'])
    expect(keys(steps[1])).toEqual(['draft.next', 'ask.confirm_several'])
    expect(cardsOf(steps[1]).map((card) => card.class_text)).toEqual(['类 › 电梯', '类 › 共享单车'])
    expect(steps[1]?.state.options.map((o) => o.value)).toEqual(['confirm', 'discard'])
    expect(steps[1]?.effects.map((e) => e.type)).toEqual(['keep-proposal', 'keep-proposal'])
    expect(steps[2]?.effects).toEqual([{ type: 'file' }])
  })

  test('one of them can be given up, and the other is shown again', async () => {
    const steps = await play([
      { text: '一街道电梯坏了三天，另外共享单车乱停占了盲道', proposal: both },
      { text: '不留电话', choice: 'skip' },
      { text: '先不提交', choice: 'discard' },
    ])
    expect(keys(steps[2])).toEqual(['draft.discarded', 'ask.confirm_rest'])
    expect(steps[2]?.draft?.content.class_path).toEqual(['类', '电梯'])
    expect(steps[2]?.parked).toEqual([])
  })
})

describe('another matter midway', () => {
  test('is taken down first, and the one before is gone on with', async () => {
    const steps = await play([
      { text: '一街道电梯坏了三天没人修' },
      { text: '另外门口共享单车乱停把盲道占了', proposal: bikes },
      { text: '不留电话', choice: 'skip' },
    ])
    expect(keys(steps[1])).toEqual(['draft.kept', 'ask.contact'])
    expect(steps[1]?.parked).toHaveLength(1)
    expect(keys(steps[2])).toEqual(['draft.next', 'ask.confirm_several'])
    expect(cardsOf(steps[2])).toHaveLength(2)
  })

  test('a further remark on the same matter is none', async () => {
    const steps = await play([
      { text: '一街道电梯坏了三天没人修' },
      { text: '另外老人已经三天没有下楼了' },
    ])
    expect(steps[1]?.parked).toEqual([])
    expect(steps[1]?.draft?.content.description).toContain('老人')
  })
})

describe('elements', () => {
  test('are noted with their place in the words, and a correction keeps what it replaces', async () => {
    const steps = await play([
      { text: '昨天晚上一街道电梯坏了没人修' },
      { text: '地址改成二街道5号楼' },
    ])
    const elements = steps[1]?.draft?.content.elements ?? []
    expect(elements.find((e) => e.name === 'time')).toMatchObject({
      value: '昨天晚上',
      message_id: 'm0',
      span: [0, 4],
    })
    await expect(
      play([
        {
          text: '电梯坏了三天没人修',
          proposal: makeProposal({ place: nowhere, mode: 'ask_place' }),
        },
        { text: '一街道3号楼' },
        { text: '不对，是一街道5号楼' },
      ]).then((all) => all[2]?.draft?.content.elements.filter((e) => e.name === 'address')),
    ).resolves.toMatchObject([{ replaced: true }, { value: '一街道5号楼', replaced: false }])
  })

  test('what the class requires is asked once, with a way to pass over it', async () => {
    const wants = makeProposal({ missing: ['respondent', 'time'] })
    const asks = async (text: string) => {
      const steps = await playTurns(['一街道一家店乱收钱不退', text], { usual: wants })
      return { said: steps.map(({ state }) => state.asks), draft: steps.at(-1)?.draft }
    }
    const known = await asks('叫某某美容院')
    expect(known.said).toEqual(['respondent', 'contact'])
    expect(known.draft?.content.elements).toMatchObject([
      { name: 'respondent', value: '叫某某美容院', span: [0, 6] },
    ])
    expect((await asks('不知道')).said).toEqual(['respondent', 'contact'])
  })
})

describe('words that bring nothing to file', () => {
  const chat = makeProposal({
    place: nowhere,
    evidence: [{ for: 'class', source: 'classifier', ref: '', text: '', span: null, why: '' }],
  })
  const inquiry = makeProposal({ triage: 'inquiry', mode: 'none', deadline: null })
  const abuse = makeProposal({ triage: 'unlawful', flags: ['abuse'] })
  const court = makeProposal({ triage: 'statutory_channel' })

  test.each([
    [[{ text: '今天天气真好啊', proposal: chat }], 'smalltalk.chat', null],
    [[{ text: '我要投诉', proposal: chat }], 'ask.what', null],
    [[{ text: '居住证', proposal: inquiry }], 'ask.details', null],
    [
      [
        { text: '法院判了不执行', proposal: court },
        { text: '行吧那我去找法院', proposal: inquiry },
      ],
      'smalltalk.thanks',
      null,
    ],
    [[{ text: '法院判了不执行', proposal: court }, { text: '知道了' }], 'smalltalk.thanks', null],
    [[{ text: '你个废物', proposal: abuse }], 'abuse.warning', null],
    [
      [
        { text: '你个废物', proposal: abuse },
        { text: '滚', proposal: abuse },
      ],
      'abuse.limit',
      'refused',
    ],
  ])('%j', async (said, key, outcome) => {
    const last = (await play(said)).at(-1)
    expect(keys(last)).toEqual([key])
    expect(last?.turns[0]?.outcome).toBe(outcome)
    expect(last?.draft).toBeNull()
  })

  test('the progress of what is not filed yet is told after it is filed', async () => {
    const steps = await play([
      { text: '一街道电梯坏了三天没人修' },
      { text: '不留电话', choice: 'skip' },
      { text: '刚才那事儿到哪一步了', progress: [] },
    ])
    expect(keys(steps[2])).toEqual(['progress.not_filed'])
    expect(steps[2]?.state).toMatchObject({ asks: 'confirm', progress_asked: true })
  })

  test('a person who answers is not interrupted, but danger is still shown and told', async () => {
    const fire = makeProposal({ triage: 'emergency', emergency_number: '119' })
    const steps = await play([{ text: '今天能修好吗' }, { text: '着火了', proposal: fire }], {
      handOver: 'taken',
    })
    expect(steps[0]?.turns).toEqual([])
    expect(steps[1]?.turns[0]?.outcome).toBe('emergency_card')
    expect(steps[1]?.effects).toMatchObject([{ type: 'alarm', number: '119' }])
  })
})

test('English is taken down in Chinese with the words beside it', async () => {
  const [step] = await play([
    {
      text: 'The elevator in my building has been broken for four days and the property company does nothing.',
    },
  ])
  const content = step?.draft?.content
  expect(content?.title).toContain('电梯')
  expect(content?.description).toMatch(/物业公司不管.*英文原文：The elevator/)
  expect(step?.turns[0]?.text).toContain('|en')
})
