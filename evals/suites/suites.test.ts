import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import { toProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import { smallCity } from '../../dispatch/testing/small-city.ts'
import { makeProposal } from '../../intake/testing/make-proposal.ts'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import { questionCase, requestCase } from '../cases/case-formats.ts'
import { caseResult } from '../report/report-format.ts'
import { suiteNames } from '../run/suite-list.ts'
import { answerSuite, groundedShare, judgeAnswer } from './answer-suite.ts'
import { categorySuite } from './category-suite.ts'
import { emergencySuite, judgeEmergency } from './emergency-suite.ts'
import { endToEndSuite } from './end-to-end-suite.ts'
import { createJudgeContext, readCostWeights } from './judge-context.ts'
import { acceptsClass, errorsOf, judgePart, partNames } from './judge-part.ts'
import { placeSuite } from './place-suite.ts'
import type { Judged } from './request-suite.ts'
import { respondentSuite } from './respondent-suite.ts'
import { retrievalSuite } from './retrieval-suite.ts'
import { kindSuite, triageSuite } from './triage-suites.ts'
import { unitSuite } from './unit-suite.ts'

const context = createJudgeContext(smallCity(), await readCostWeights())
const options = { seed: 1, threshold: null }
const unit = (name: string, role: 'lead' | 'supporting' | 'copy') => ({
  code: name,
  name,
  level: 'subdistrict',
  role,
  p: 0.9,
  reason: '',
})
const line = (more: Partial<Proposal> = {}) =>
  toProposalLine(
    'r',
    makeProposal({
      service_codes: [{ code: '0101', name: '住宅电梯', path: ['住房', '住宅电梯'], p: 0.8 }],
      units: [unit('甲区一街道', 'lead'), unit('甲区', 'copy')],
      ...more,
    }),
  )
const gold = {
  triage: 'dispatch',
  article: 'R12',
  kind: ['complaint', 'assistance'],
  service_codes: ['0101'],
  district: '甲区',
  subdistrict: '甲区一街道',
  lead: ['甲区一街道', '甲区'],
  copies: ['甲区'],
  mode: ['direct_and_district'],
  deadline: ['7d', '24h'],
  respondent: null,
}
const request = (more: object = {}, demands = {}) =>
  requestCase.parse({ id: 'r', text: 'x', gold: { ...gold, ...more, ...demands } })
const result = (suite: string, judged: Judged | null) =>
  caseResult.parse({ suite, id: 'r', text: 'x', ...judged })

describe('judging a proposal', () => {
  it('accepts every acceptable answer and judges only what is stated', () => {
    const verdicts = judgePart(line(), request().gold)
    expect(Object.values(verdicts).every(Boolean)).toBe(true)
    expect(judgePart(line(), request().gold)).not.toHaveProperty('flags')
    expect(
      Object.keys(
        judgePart(
          line(),
          requestCase.parse({ id: 'r', text: 'x', gold: { triage: 'dispatch' } }).gold,
        ),
      ),
    ).toEqual(['triage'])
    expect(partNames.length).toBeGreaterThan(10)
  })
  it('accepts a class below a stated one, and not the other way round', () => {
    expect(acceptsClass(['01'], '0101')).toBe(true)
    expect(acceptsClass(['0101'], '01')).toBe(false)
    expect(acceptsClass([''], '')).toBe(true)
  })
  it('names errors by what they cost', () => {
    const errors = (more: Partial<Proposal>, wanted: object = {}) => {
      const { gold: own } = request(wanted)
      return errorsOf(line(more), own, { verdicts: judgePart(line(more), own), context })
    }
    const code = (value: string) => ({
      service_codes: [{ code: value, name: '', path: [], p: 0.5 }],
    })
    expect(errors({})).toEqual([])
    expect(errors(code('0102'))).toEqual(['wrong_class_sibling'])
    expect(errors(code('0201'))).toEqual(['wrong_class_far'])
    expect(errors({ deadline: '15d' })).toEqual(['deadline_too_late'])
    expect(errors({ deadline: '2h' })).toEqual(['deadline_too_early'])
    expect(errors({ deadline: null })).toEqual(['wrong_deadline'])
    expect(errors({ triage: 'dispatch' }, { triage: 'emergency', number: ['119'] })).toContain(
      'missed_emergency',
    )
    expect(errors({ triage: 'emergency' })).toContain('false_emergency')
    expect(errors({}, { district: null, subdistrict: null })).toEqual(['invented_place'])
    expect(errors({}, { ambiguous: true })).toEqual(['place_not_asked'])
    for (const error of errors({ units: [], mode: 'none', kind: 'inquiry' })) {
      expect(context.weights).toHaveProperty(error)
    }
  })
})

describe('suites over proposals', () => {
  it('triage and kind', () => {
    const judged = result('triage', triageSuite.judge(request(), line({ article: 'R11' }), context))
    expect(judged).toMatchObject({ right: true, values: { article: 0 } })
    expect(triageSuite.measure([judged], options)).toMatchObject({
      top1: { value: 1 },
      article: { value: 0 },
    })
    expect(kindSuite.judge(request(), line({ kind: 'suggestion' }), context)).toMatchObject({
      right: false,
    })
    expect(
      kindSuite.judge(
        requestCase.parse({ id: 'r', text: 'x', gold: { triage: 'repeat' } }),
        line(),
        context,
      ),
    ).toBeNull()
  })
  it('class: candidates, tree and confidence', () => {
    const two = line({
      service_codes: [
        { code: '0102', name: '', path: [], p: 0.6 },
        { code: '0101', name: '', path: [], p: 0.3 },
      ],
    })
    const judged = result('category', categorySuite.judge(request(), two, context))
    expect(judged).toMatchObject({
      right: false,
      p: 0.6,
      truth: '0101 住宅电梯',
      proposed: '0102 小区路灯',
    })
    const figures = categorySuite.measure([judged], options)
    expect(figures).toMatchObject({
      top1: { value: 0 },
      top3: { value: 1 },
      level1: { value: 1 },
      tree_distance: { value: 2 },
    })
    const coarse = result(
      'category',
      categorySuite.judge(request({ service_codes: ['01'] }), two, context),
    )
    expect(coarse.right).toBe(true)
    expect(categorySuite.measure([coarse], options)).toMatchObject({ tree_distance: { value: 0 } })
  })
  it('place: right where stated, silent where not, asking where it must', () => {
    const judge = (place: Partial<Proposal['place']>, more: object = {}) =>
      result(
        'place',
        placeSuite.judge(
          request(more),
          line({ place: { ...makeProposal().place, ...place } }),
          context,
        ),
      )
    const results = [
      judge({}),
      judge({ subdistrict: '甲区二街道' }),
      judge({ ambiguous: true, subdistrict: null }, { ambiguous: true, subdistrict: null }),
      judge({ district: '乙区', subdistrict: null }, { district: null, subdistrict: null }),
    ]
    expect(results.map((r) => r.right)).toEqual([true, false, true, false])
    expect(placeSuite.measure(results, options)).toMatchObject({
      district: { value: 1 },
      subdistrict: { value: 0.5 },
      asks_when_ambiguous: { value: 1 },
      no_invented_place: { value: 0 },
    })
  })
  it('unit: acceptable and preferred, and the mode where nobody receives it', () => {
    const judge = (more: Partial<Proposal>, wanted: object = {}) =>
      result('unit', unitSuite.judge(request(wanted), line(more), context))
    const results = [
      judge({}),
      judge({ units: [unit('甲区', 'lead'), unit('甲区一街道', 'lead')] }),
      judge({ units: [], mode: 'ask_place' }, { lead: [], copies: [], mode: ['ask_place'] }),
    ]
    expect(results.map((r) => r.right)).toEqual([true, true, true])
    const figures = unitSuite.measure(results, options)
    expect(figures).toMatchObject({
      top1: { value: 1 },
      preferred_top1: { value: 0.5 },
      mode: { value: 1 },
      copies: { value: 0.5 },
    })
  })
  it('respondent: by the kind that the evidence names', () => {
    const evidence: Proposal['evidence'] = [
      {
        for: 'respondent',
        source: 'lexicon',
        ref: 'respondent/property_manager',
        text: '物业',
        span: null,
        why: '',
      },
    ]
    const results = [
      result(
        'respondent',
        respondentSuite.judge(
          request({ respondent: 'property_manager' }),
          line({ evidence }),
          context,
        ),
      ),
      result('respondent', respondentSuite.judge(request(), line({ evidence }), context)),
    ]
    expect(respondentSuite.measure(results, options)).toMatchObject({
      recall: { value: 1 },
      precision: { value: 0.5 },
    })
  })
  it('the whole: right only where every part is, and every demand is met', () => {
    const judge = (found: ReturnType<typeof line>, c = request()) =>
      result('end-to-end', endToEndSuite.judge(c, found, context))
    expect(judge(line())).toMatchObject({ right: true, values: { cost: 0, but_class: 1 } })
    const wrongClass = judge(line({ service_codes: [{ code: '0102', name: '', path: [], p: 1 }] }))
    expect(wrongClass).toMatchObject({
      right: false,
      errors: ['wrong_class_sibling'],
      values: { but_class: 1 },
    })
    const late = judge(line({ deadline: '15d' }))
    expect(late.values['cost']).toBe(context.weights['deadline_too_late'])
    expect(late.proposed).toContain('时限')
    const two = request({}, { demands: 2, others: [{ ...gold, service_codes: ['0102'] }] })
    expect(judge(line(), two)).toMatchObject({ right: false })
    const part = { ...makeProposal(), ...line(), text: '' }
    const second = { ...part, service_codes: [{ code: '0102', name: '', path: [], p: 1 }] }
    const both = line({ parts: [part, second] as unknown as Proposal['parts'] })
    expect(judge(both, two).right).toBe(true)
    expect(endToEndSuite.measure([wrongClass, late], options)).toMatchObject({
      whole: { value: 0 },
      whole_but_class: { value: 0.5 },
    })
  })
})

describe('emergencies', () => {
  const emergency = (text: string, isEmergency: boolean) => ({
    id: text,
    split: 'dev' as const,
    why: '',
    slices: {},
    channel: 'chat',
    text,
    emergency: isEmergency,
    number: isEmergency ? ['119', '120'] : [],
  })
  it('counts the missed ones, false cards among ordinary requests, and numbers', () => {
    const card = (number: string) => line({ triage: 'emergency', emergency_number: number })
    const judged = [
      judgeEmergency(emergency('a', true), card('120')),
      judgeEmergency(emergency('b', true), line()),
      judgeEmergency(emergency('c', false), card('110')),
      judgeEmergency(request(), line()),
      judgeEmergency(request({ triage: ['emergency', 'dispatch'], number: ['119'] }), line()),
    ]
    expect(judged.at(-1)).toBeNull()
    const results = judged.flatMap((j) => (j ? [result('emergency', j)] : []))
    expect(emergencySuite.measure(results, options)).toMatchObject({
      recall: { value: 0.5 },
      missed: { value: 1 },
      near_miss_specificity: { value: 0 },
      false_cards: { value: 0 },
      number: { value: 1 },
      precision: { value: 0.5 },
    })
  })
})

describe('answers and searches', () => {
  const answer = (more: Partial<AskResult>): AskResult => ({
    outcome: 'answered',
    answer: '自受理之日起15日内制作发放。首次申领免收工本费。',
    reason: '',
    citations: [{ article: 'permit', title: '居住证', source: '《条例》', valid_until: null }],
    service_points: [],
    confidence: 0.9,
    ms: 1,
    ...more,
  })
  const question = (more: object) =>
    questionCase.parse({
      id: 'q',
      text: '?',
      answerable: true,
      article: ['permit'],
      key_facts: ['15日'],
      outcome: ['answered'],
      ...more,
    })
  const texts = (id: string) =>
    id === 'permit' ? '自受理之日起 15 日内制作发放；首次申领免收工本费' : ''
  const judge = (c: ReturnType<typeof question>, found: AskResult) =>
    result('answer', judgeAnswer(c, found, texts))
  it('needs every key fact, an acceptable outcome and a source', () => {
    const results = [
      judge(question({}), answer({})),
      judge(question({ key_facts: ['15日', '身份证'] }), answer({})),
      judge(question({}), answer({ outcome: 'refused', answer: '', citations: [] })),
      judge(
        question({ answerable: false, article: [], key_facts: [], outcome: ['refused'] }),
        answer({ outcome: 'refused', citations: [] }),
      ),
      judge(question({ answerable: false, article: [], key_facts: [], outcome: [] }), answer({})),
    ]
    expect(results.map((r) => r.right)).toEqual([true, false, false, true, false])
    expect(answerSuite.measure(results, options)).toMatchObject({
      answered: { value: 1 / 3 },
      refused: { value: 0.5 },
      fact_coverage: { value: 0.75 },
      cited: { value: 1 },
      sourced: { value: 1 },
      grounded: { value: 1 },
    })
  })
  it('finds what is in no source', () => {
    expect(
      groundedShare('自受理之日起15日内发放。大概要花三百块钱吧。', ['自受理之日起15日内发放']),
    ).toBe(0.5)
    expect(groundedShare('好。', [])).toBeNull()
  })
  it('ranks', () => {
    const rank = (at: number | null) =>
      caseResult.parse({ suite: 'retrieval', id: `${at}`, text: 'x', right: at === 1, rank: at })
    expect(retrievalSuite.measure([rank(1), rank(4), rank(null)], options)).toMatchObject({
      hit1: { value: 1 / 3 },
      hit3: { value: 1 / 3 },
      hit5: { value: 2 / 3 },
      mrr: { value: (1 + 0.25) / 3 },
      ndcg5: { value: expect.closeTo((1 + 1 / Math.log2(5)) / 3, 6) },
    })
  })
})

it('the suites have the names that reports and gates rely on', () => {
  expect([...suiteNames].sort()).toEqual([
    'answer',
    'category',
    'deadline',
    'dialogue',
    'duplicates',
    'emergency',
    'end-to-end',
    'kind',
    'place',
    'respondent',
    'retrieval',
    'triage',
    'unit',
  ])
})
