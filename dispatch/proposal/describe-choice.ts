import type { Classification } from '../classifier/create-classifier.ts'
import type { Engine } from './engine.ts'
import type { LeadVote } from './lead-vote.ts'
import type { Evidence, ProposedPlace } from './proposal.ts'
import type { UnitPlan } from './propose-units.ts'

interface Choice {
  classes: Classification
  votes: readonly LeadVote[]
  plan: UnitPlan
  place: ProposedPlace
  /** The text as given: evidence quotes it. */
  original: string
}

const percent = (p: number) => `${Math.round(p * 100)}%`

/** Why this class, place and unit: what a dispatcher reads beside the proposal. */
export function describeChoice(engine: Engine, choice: Choice): Evidence[] {
  return [...classEvidence(engine, choice), ...placeEvidence(choice.place), ...unitEvidence(choice)]
}

function classEvidence(engine: Engine, { classes, original }: Choice): Evidence[] {
  const { candidates, told, keywords, nearest } = classes
  const [best] = candidates
  if (!best) return []
  const levels = engine.taxonomy.path(best.code)
  const doubts = levels.map(({ code, name }) => `${name} ${percent(told.of.get(code) ?? best.p)}`)
  const codes = new Set(levels.map(({ code }) => code))
  const keyword = keywords.find(({ code }) => codes.has(code))
  const evidence: Evidence[] = [
    {
      for: 'class',
      source: 'classifier',
      ref: best.code,
      text: keyword ? original.slice(keyword.start, keyword.end) : '',
      span: keyword ? [keyword.start, keyword.end] : null,
      why: `各级把握：${doubts.join(' › ')}`,
    },
  ]
  if (nearest)
    evidence.push({
      for: 'class',
      source: 'neighbour',
      ref: nearest.code,
      text: nearest.text,
      span: null,
      why: `最相近的例句，相似度${percent(nearest.cosine)}`,
    })
  return evidence
}

function placeEvidence({ candidates }: ProposedPlace): Evidence[] {
  return candidates.slice(0, 3).map((candidate) => ({
    for: 'place',
    source: 'place',
    ref: candidate.code,
    text: candidate.matched,
    span: candidate.span,
    why: `${candidate.how} → ${candidate.subdistrict ?? candidate.district ?? ''}${candidate.community ?? ''}`,
  }))
}

function unitEvidence({ votes, plan }: Choice): Evidence[] {
  const [best] = votes
  if (!best || plan.mode === 'none') return []
  const { entry, keyword } = best.match
  const line: Evidence = {
    for: 'unit',
    source: 'catalogue',
    ref: entry.line,
    text: keyword ?? '',
    span: null,
    why: [`${best.expanded.reason}；派单目录${entry.line}号`, entry.legal_basis, entry.note]
      .filter(Boolean)
      .join('；'),
  }
  return [line, { ...line, for: 'mode', why: modeReasons[plan.mode] }]
}

const modeReasons: Record<UnitPlan['mode'], string> = {
  direct: '权责明确、管辖清晰，直派承办单位（R12）',
  direct_and_district: '直派街道（乡镇），同时送区督促协调（R12）',
  district: '只能确定所属的区，派区协调办理（R12）',
  consultation: '权责或权属不清，派单前会商（R12）',
  ask_place: '地点不清楚，先问市民再派单（R12）',
  none: '不派单（R11）',
}
