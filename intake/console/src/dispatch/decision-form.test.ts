import { expect, test } from 'vitest'
import type { Options, RequestDetail } from '../../../protocol/console-api.ts'
import {
  changedFields,
  chooseLead,
  finishDraft,
  leadCandidates,
  missingFields,
  proposedDraft,
  shownCandidates,
  startingDraft,
} from './decision-form.ts'

type Proposal = NonNullable<RequestDetail['proposal']>

const unit = (code: string, role: 'lead' | 'supporting' | 'copy', level = 'subdistrict') => ({
  code,
  name: code,
  level,
  role,
  p: 0.5,
  reason: '',
})

const proposal: Proposal = {
  triage: 'dispatch',
  article: 'R12',
  emergency_number: null,
  kind: 'complaint',
  service_codes: [{ code: '010203', name: '电梯', path: ['住房', '物业', '电梯'], p: 0.8 }],
  place: {
    district: '东区',
    subdistrict: '东区河边街道',
    community: null,
    ambiguous: false,
    question: null,
    candidates: [],
  },
  units: [
    unit('s1', 'lead'),
    unit('s2', 'lead'),
    unit('b1', 'supporting', 'bureau'),
    unit('b2', 'supporting', 'bureau'),
    unit('d1', 'copy', 'district'),
  ],
  mode: 'direct_and_district',
  deadline: '24h',
  deadline_reason: '',
  respondent: null,
  confidential: false,
  flags: [],
  reply: '',
  confidence: 0.9,
  abstain: false,
  abstain_reason: '',
  catalogue_line: null,
  legal_basis: '',
  missing: [],
  text: '',
  evidence: [],
  parts: [],
  versions: { pack: '', model: '', index: '', policy: '' },
  ms: 1,
}

const row = (code: string, name: string, level: string) => ({
  code,
  name,
  level,
  pinyin: '',
  aliases: [],
})
const options: Options = {
  pack_version: '1',
  confidence_bands: { high: 0.95, middle: 0.74 },
  classes: [],
  units: [
    row('s1', '东区河边街道', 'subdistrict'),
    row('s2', '东区山前街道', 'subdistrict'),
    row('s3', '西区桥头镇', 'subdistrict'),
    row('d1', '东区', 'district'),
    row('d2', '西区', 'district'),
    row('b1', '东区市场监管局', 'bureau'),
    row('b2', '东区消防队', 'bureau'),
  ],
  places: [
    { district: '东区', subdistricts: ['东区河边街道', '东区山前街道'] },
    { district: '西区', subdistricts: ['西区桥头镇'] },
  ],
}
const context = { proposal, options }

test('an accepted proposal is unchanged, whatever the order of its lists', () => {
  const draft = startingDraft(proposal)
  expect(changedFields(proposedDraft(proposal), draft)).toEqual([])
  const turned = { ...draft, supporting: ['b2', 'b1'] }
  expect(changedFields(proposedDraft(proposal), turned)).toEqual([])
  expect(missingFields(draft)).toEqual([])
  expect(finishDraft(draft)).toMatchObject({ lead: 's1', mode: 'direct_and_district' })
})

test('a proposal without confidence leaves the unit to the person; choosing it is no change', () => {
  const unsure = { ...proposal, abstain: true }
  const draft = startingDraft(unsure)
  expect(missingFields(draft)).toEqual(['lead'])
  expect(finishDraft(draft)).toBeNull()
  const chosen = chooseLead(draft, 's1', { proposal: unsure, options })
  expect(changedFields(proposedDraft(unsure), chosen)).toEqual([])
})

test('a mode that sends nothing must be replaced by a person', () => {
  expect(missingFields(startingDraft({ ...proposal, mode: 'ask_place', deadline: null }))).toEqual([
    'mode',
    'deadline',
  ])
  expect(missingFields(startingDraft(null))).toHaveLength(5)
})

test('a street goes out with the copy of its own district (R12)', () => {
  const chosen = chooseLead(startingDraft(proposal), 's3', context)
  expect(chosen).toMatchObject({ lead: 's3', mode: 'direct_and_district', copies: ['d2'] })
  expect(changedFields(proposedDraft(proposal), chosen)).toEqual(['lead', 'copies'])
})

test('a district or a bureau goes out alone, and is not its own supporting unit', () => {
  const draft = startingDraft(proposal)
  expect(chooseLead(draft, 'd1', context)).toMatchObject({ mode: 'district', copies: [] })
  expect(chooseLead(draft, 'b1', context)).toMatchObject({
    mode: 'direct',
    copies: [],
    supporting: ['b2'],
  })
})

test('going back to the proposed unit takes up the proposal again', () => {
  const away = chooseLead(startingDraft(proposal), 's3', context)
  expect(changedFields(proposedDraft(proposal), chooseLead(away, 's1', context))).toEqual([])
})

test('at most five lead candidates are offered', () => {
  const many = Array.from({ length: 7 }, (_, index) => unit(`u${index}`, 'lead'))
  expect(leadCandidates({ ...proposal, units: many })).toHaveLength(5)
  expect(leadCandidates(null)).toEqual([])
})

test('the first candidate shows the calibrated confidence, the others share what is left of it', () => {
  const votes = [0.998, 0.002, 0].map((p, index) => ({ ...unit(`u${index}`, 'lead'), p }))
  const shown = (units: typeof votes, confidence: number) =>
    shownCandidates({ ...proposal, units, confidence }).map(({ p }) => p)
  expect(shown(votes, 0.95)).toEqual([0.95, null, null])
  const torn = [0.5, 0.3, 0.2].map((p, index) => ({ ...unit(`u${index}`, 'lead'), p }))
  expect(shown(torn, 0.8)).toEqual([0.8, expect.closeTo(0.12), expect.closeTo(0.08)])
  // Where the place is asked for, the confidence is low: nobody stands before the first.
  expect(shown(torn.slice(0, 2), 0.2)).toEqual([0.2, 0.2])
  expect(shownCandidates(null)).toEqual([])
})

test('what is still to be chosen is no change yet', () => {
  const unsure = { ...proposal, abstain: true, abstain_reason: '把握不大' }
  const start = startingDraft(unsure)
  expect(missingFields(start)).toEqual(['lead'])
  expect(changedFields(proposedDraft(unsure), start)).toEqual([])
  expect(changedFields(proposedDraft(unsure), { ...start, lead: 's2' })).toContain('lead')
})
