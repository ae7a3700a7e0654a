import type { ProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import type { Gold } from '../cases/case-formats.ts'
import type { JudgeContext } from './judge-context.ts'

/** One demand of a proposal, as `jiesu propose` writes it. */
export type PartLine = Omit<ProposalLine, 'id' | 'parts' | 'ms'>

export const partNames = [
  'triage',
  'article',
  'kind',
  'category',
  'place',
  'lead',
  'mode',
  'deadline',
  'respondent',
  'supporting',
  'copies',
  'flags',
  'confidential',
] as const
export type PartName = (typeof partNames)[number]

/** Whether each part of a proposal is acceptable; a part that the gold does not state is absent. */
export type Verdicts = Partial<Record<PartName, boolean>>

export const unitsOf = (part: PartLine, role: 'lead' | 'supporting' | 'copy') =>
  part.units.filter((unit) => unit.role === role).map((unit) => unit.name)

/** The kind of party complained about; the proposal names the words, its evidence the kind. */
export function respondentKind(part: PartLine): string | null {
  const line = part.evidence.find((e) => e.for === 'respondent')
  return line?.ref.split('/').at(-1) ?? null
}

/** A class is acceptable where it is a stated one or lies below it. */
export function acceptsClass(gold: readonly string[], code: string): boolean {
  return gold.some((accepted) => code.startsWith(accepted))
}

export function isPlaceRight(part: PartLine, gold: Gold): boolean {
  const { place } = part
  const isRight = (stated: string | null | undefined, found: string | null) =>
    stated === undefined || stated === found
  return (
    isRight(gold.district, place.district) &&
    isRight(gold.subdistrict, place.subdistrict) &&
    isRight(gold.community, place.community) &&
    (gold.ambiguous !== true || place.ambiguous)
  )
}

const includes = (all: readonly string[], found: readonly string[]) =>
  all.every((name) => found.includes(name))

/** Undefined where the gold says nothing about the part. */
type Check = (part: PartLine, gold: Gold) => boolean | undefined

const checks: Record<PartName, Check> = {
  triage: (part, gold) => gold.triage?.includes(part.triage),
  article: (part, gold) => gold.article?.includes(part.article),
  kind: (part, gold) => gold.kind?.includes(part.kind),
  category: (part, { service_codes = [] }) =>
    service_codes.length === 0
      ? undefined
      : acceptsClass(service_codes, part.service_codes[0]?.code ?? ''),
  place: (part, gold) =>
    gold.district === undefined && !gold.ambiguous ? undefined : isPlaceRight(part, gold),
  lead: (part, { lead = [] }) =>
    lead.length === 0 ? undefined : lead.includes(unitsOf(part, 'lead')[0] ?? ''),
  mode: (part, gold) => gold.mode?.includes(part.mode),
  deadline: (part, gold) => gold.deadline?.includes(part.deadline),
  respondent: (part, gold) => gold.respondent?.includes(respondentKind(part)),
  // A second candidate for the lead takes part anyway: it is no missing unit.
  supporting: (part, { supporting }) =>
    supporting.length === 0
      ? undefined
      : includes(supporting, [...unitsOf(part, 'supporting'), ...unitsOf(part, 'lead')]),
  copies: (part, { copies }) =>
    copies.length === 0 ? undefined : includes(copies, unitsOf(part, 'copy')),
  flags: (part, { flags }) => (flags.length === 0 ? undefined : includes(flags, part.flags)),
  confidential: (part, gold) => (gold.confidential ? part.confidential : undefined),
}

/** Judges one demand against its gold (R12: what the dispatcher could send unchanged). */
export function judgePart(part: PartLine, gold: Gold): Verdicts {
  const verdicts: Verdicts = {}
  for (const name of partNames) {
    const verdict = checks[name](part, gold)
    if (verdict !== undefined) verdicts[name] = verdict
  }
  return verdicts
}

const deadlineOrder = ['2h', '24h', '7d', '15d']

function deadlineError(part: PartLine, gold: Gold): string {
  const [wanted] = gold.deadline ?? []
  const found = deadlineOrder.indexOf(part.deadline ?? '')
  const due = deadlineOrder.indexOf(wanted ?? '')
  if (found < 0 || due < 0) return 'wrong_deadline'
  return found > due ? 'deadline_too_late' : 'deadline_too_early'
}

function classError(part: PartLine, gold: Gold, { classPath }: JudgeContext): string {
  const found = classPath(part.service_codes[0]?.code ?? '')
  const wanted = classPath(gold.service_codes?.[0] ?? '')
  if (found[0] !== wanted[0] || wanted.length === 0) return 'wrong_class_far'
  return found.at(-2) === wanted.at(-2) ? 'wrong_class_sibling' : 'wrong_class_branch'
}

function placeErrors({ place }: PartLine, gold: Gold): string[] {
  if (gold.ambiguous && !place.ambiguous) return ['place_not_asked']
  if (gold.district === null && place.district !== null) return ['invented_place']
  return place.district === gold.district ? ['wrong_subdistrict'] : ['wrong_district']
}

function triageError(part: PartLine, gold: Gold): string {
  if (gold.triage?.includes('emergency')) return 'missed_emergency'
  return part.triage === 'emergency' ? 'false_emergency' : 'wrong_triage'
}

/** The errors of a judged part, by the names of `evals/cost-weights.yaml`. */
export function errorsOf(
  part: PartLine,
  gold: Gold,
  { verdicts, context }: { verdicts: Verdicts; context: JudgeContext },
): string[] {
  const kinds: Partial<Record<PartName, () => string | string[]>> = {
    triage: () => triageError(part, gold),
    kind: () => 'wrong_kind',
    category: () => classError(part, gold, context),
    place: () => placeErrors(part, gold),
    lead: () => 'wrong_unit',
    mode: () => 'wrong_mode',
    deadline: () => deadlineError(part, gold),
    respondent: () => 'wrong_respondent',
    supporting: () => 'missing_supporting',
    copies: () => 'missing_copy',
    flags: () => 'missed_flag',
    confidential: () => 'missed_confidential',
  }
  return partNames.flatMap((name) => (verdicts[name] === false ? (kinds[name]?.() ?? []) : []))
}
