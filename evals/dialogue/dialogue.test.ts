import { describe, expect, it } from 'vitest'
import { dialogueCase } from '../cases/case-formats.ts'
import { caseResult } from '../report/report-format.ts'
import { dialogueSuite } from '../suites/dialogue-suite.ts'
import type { DialogueRun } from './dialogue-run.ts'
import { judgeDialogue } from './judge-dialogue.ts'
import { createScriptedCitizen } from './scripted-citizen.ts'

const script = (more: object) =>
  dialogueCase.parse({ id: 'd', turns: [{ say: '没水了' }], goal: {}, ...more })

describe('the scripted citizen', () => {
  it('answers what is asked and goes on with the script otherwise', () => {
    const citizen = createScriptedCitizen(
      script({
        turns: [{ say: '没水了' }, { say: '还有路灯' }],
        answers: { address: '望湖街道', contact: { choose: 'skip' } },
      }),
    )
    expect(citizen.next(null)).toEqual({ say: '没水了' })
    expect(citizen.next('district')).toEqual({ say: '望湖街道' })
    expect(citizen.next('contact')).toEqual({ choose: 'skip' })
    expect(citizen.next('confirm')).toEqual({ say: '还有路灯' })
    expect(citizen.next('confirm')).toEqual({ confirm: true })
    expect(citizen.next(null)).toBeNull()
    expect(citizen.needless).toEqual([])
  })
  it('passes over what it has no answer to, and counts what was needless', () => {
    const citizen = createScriptedCitizen(script({ answers: { address: ['不知道', '望湖街道'] } }))
    citizen.next(null)
    expect(citizen.next('time')).toEqual({ passOver: true })
    expect(citizen.next('address')).toEqual({ say: '不知道' })
    expect(citizen.next('address')).toEqual({ say: '望湖街道' })
    expect(citizen.needless).toEqual(['time'])
    expect(citizen.next('address')).toEqual({ say: '望湖街道' })
    expect(citizen.next('contact')).toEqual({ passOver: true })
    expect(citizen.needless).toEqual(['time', 'address'])
  })
  it('may discard at the end', () => {
    const citizen = createScriptedCitizen(script({ answers: { confirm: 'discard' } }))
    citizen.next(null)
    expect(citizen.next('confirm')).toEqual({ discard: true })
  })
})

const said = (more: Partial<DialogueRun['said'][number]>): DialogueRun['said'][number] => ({
  who: 'assistant',
  text: '',
  asks: null,
  outcome: null,
  cards: [],
  ...more,
})
const draft = {
  type: 'draft' as const,
  draft_id: 'x',
  version: 1,
  state: 'open' as const,
  title: '停水',
  description: '没水了',
  kind_text: '求助',
  class_text: '停水',
  place_text: '城东区望湖街道',
  address: '',
  contact_name: '',
  contact_phone: '',
  confidential: false,
  deadline_text: '24小时内',
}
const run = (more: Partial<DialogueRun> = {}): DialogueRun => ({
  said: [
    said({ text: '请问在哪里？', asks: 'address' }),
    said({ text: '请核对', asks: 'confirm', cards: [draft] }),
    said({ text: '已经登记', outcome: 'request_filed' }),
  ],
  needless: [],
  citizenTurns: 3,
  problem: '',
  ms: 20,
  ...more,
})

describe('judging a dialogue', () => {
  const judge = (goal: object, played = run()) => judgeDialogue(script({ goal }), played)
  it('holds every part of the goal', () => {
    const goal = {
      outcome: 'request_filed',
      draft: { place_text: '望湖', deadline_text: ['24小时', '一天'] },
      asks: ['address'],
      not_asked: ['time'],
      says: ['已经登记'],
      never: ['作为AI'],
      cards: ['draft'],
    }
    expect(judge(goal)).toMatchObject({ right: true, values: { turns: 3, needless: 0 } })
  })
  it.each([
    [{ outcome: 'answered' }, '结果应为'],
    [{ draft: { place_text: '西山' } }, '摘要 place_text'],
    [{ asks: ['time'] }, '没有问 time'],
    [{ not_asked: ['address'] }, '不该问 address'],
    [{ says: ['24小时客服'] }, '没有说到'],
    [{ never: ['已经登记'] }, '不该说'],
    [{ cards: ['receipt'] }, '没有出示卡片 receipt'],
    [{ article: ['permit'] }, '应引用 permit'],
  ])('says what is missing: %j', (goal, reason) => {
    const judged = judge(goal)
    expect(judged.right).toBe(false)
    expect(judged.reason).toContain(reason)
  })
  it('takes a false alarm on the way for an error', () => {
    const alarmed = run({ said: [said({ outcome: 'emergency_card' }), ...run().said] })
    expect(judge({ outcome: 'request_filed' }, alarmed).reason).toContain('不该出现 emergency_card')
    expect(judge({ outcome: ['emergency_card', 'request_filed'] }, alarmed).right).toBe(true)
    expect(judge({ outcome: 'request_filed' }, run({ problem: '超过 12 轮' })).right).toBe(false)
  })
  it('measures goals, needless questions and turns', () => {
    const result = (needless: string[]) =>
      caseResult.parse({
        suite: 'dialogue',
        id: 'd',
        text: 'x',
        ...judge({ outcome: 'request_filed' }, run({ needless })),
      })
    expect(
      dialogueSuite.measure([result([]), result(['time', 'time'])], { seed: 1, threshold: null }),
    ).toMatchObject({
      goal: { value: 1 },
      at_most_one_needless: { value: 0.5 },
      needless_questions: { value: 1 },
      turns: { value: 3 },
    })
  })
})
