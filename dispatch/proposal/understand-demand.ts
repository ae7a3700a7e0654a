import type { RequestKind } from '../../db/packs/pack.ts'
import type { CatalogueFacts } from '../catalogue/match-catalogue.ts'
import { detectRespondent, type Respondent } from '../catalogue/respondent.ts'
import { detectOwners } from '../catalogue/road-owner.ts'
import { timeConditions } from '../catalogue/time-conditions.ts'
import type { ClassHints, Classification } from '../classifier/create-classifier.ts'
import { findMentions } from '../place/find-mentions.ts'
import { inherited, requiredElements } from '../taxonomy/taxonomy.ts'
import { wantsConfidentiality } from '../triage/confidential.ts'
import { decideKind, type KindDecision } from '../triage/kind.ts'
import { type PreparedText, prepareText } from '../triage/lexicon.ts'
import { isOwnCase } from '../triage/own-case.ts'
import { decideTriage, type TriageResult } from '../triage/triage.ts'
import { openArticles } from '../triage/triage-policy.ts'
import { judgeConfidence } from './confidence.ts'
import { describeChoice } from './describe-choice.ts'
import type { Engine } from './engine.ts'
import { type JudgedDeadline, judgeDeadline } from './judge-deadline.ts'
import { missingElements } from './missing-elements.ts'
import type { ProposalPart, ProposedPlace, ProposeInput, TriageOutcome } from './proposal.ts'
import { planUnits, type UnitPlan } from './propose-units.ts'
import { raiseFlags } from './raise-flags.ts'
import { composeReply } from './reply.ts'
import { type ClassShare, type LeadVote, voteUnits } from './vote-units.ts'

/** One demand: the citizen's words at their own offsets, everything else blank. */
export interface DemandInput {
  /** The whole text as given; spans point into it. */
  original: string
  /** Same length: only this demand's words of the citizen, spaces elsewhere. */
  own: string
  place: ProposedPlace
  known: NonNullable<ProposeInput['known']>
  at: Date
  hints?: ClassHints
}

/** Everything that was found out, before it is put into words. */
interface Understanding {
  input: DemandInput
  text: PreparedText
  triage: TriageResult
  classes: Classification
  shares: ClassShare[]
  kind: KindDecision
  respondent: Respondent | null
  votes: LeadVote[]
}

/** Understands one demand: triage, class, kind, unit, deadline, each with its reasons. Pure. */
export function understandDemand(engine: Engine, input: DemandInput): ProposalPart {
  const text = prepareText(input.own)
  const matter = withoutPlaces(engine, text.words)
  const triage = decideTriage(engine.lexicons, text, input.original)
  const classes = engine.classifier.classify(matter, input.hints)
  const shares = classShares(engine, classes)
  const kind = kindOf({ input, matter, triage, usual: usualKinds(engine, { triage, shares }) })
  const respondent = detectRespondent(matter, input.original)
  const facts = catalogueFacts(engine, { input, matter, respondent })
  const votes = voteUnits(engine, shares, { place: input.place, facts })
  return compose(engine, { input, text, triage, classes, shares, kind, respondent, votes })
}

/** All leaves that the classifier reached: more than are shown, since many small doubts may agree on one unit. */
function classShares(engine: Engine, { p }: Classification): ClassShare[] {
  return [...p]
    .filter(([code]) => !engine.taxonomy.children(code).some((child) => p.has(child.code)))
    .map(([code, share]) => ({ code, p: share }))
    .sort((a, b) => b.p - a.p)
    .slice(0, voters)
}

const voters = 12

function kindOf(options: {
  input: DemandInput
  matter: string
  triage: TriageResult
  usual: ReadonlyMap<RequestKind, number>
}): KindDecision {
  const { input, matter, triage, usual } = options
  const known = input.known.kind
  if (known) return { kind: known, lead: 9, evidence: null }
  const isSpecial = triage.outcome !== null
  return decideKind({ words: matter, original: input.original, usual, isSpecial })
}

/**
 * What people usually want in a special case of R11, whatever the class; else the usual kinds of the classes in
 * question by their probability: an unsure class says little about the kind.
 */
function usualKinds(
  engine: Engine,
  found: { triage: TriageResult; shares: readonly ClassShare[] },
): ReadonlyMap<RequestKind, number> {
  if (found.triage.details['subject'] === 'abuse') return new Map([['complaint', 1]])
  const special = found.triage.outcome === null ? undefined : outcomeKinds[found.triage.outcome]
  if (special) return new Map(special)
  const kinds = new Map<RequestKind, number>()
  for (const { code, p } of found.shares) {
    const kind = inherited(engine.taxonomy, code, 'usual_kind')
    if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + p)
  }
  return kinds
}

const outcomeKinds: Partial<Record<TriageOutcome, [kind: RequestKind, weight: number][]>> = {
  emergency: [['assistance', 9]],
  secret_privacy: [['inquiry', 1.5]],
  unlawful: [['inquiry', 0.5]],
  statutory_channel: [['assistance', 0.7]],
  outside_duties: [['assistance', 0.9]],
}

/** Names of districts, streets and communities say where and not what; landmarks (医院, 地铁站) say both. */
function withoutPlaces(engine: Engine, words: string): string {
  let result = words
  for (const { start, end, targets } of findMentions(engine.places, words)) {
    if (targets.some(({ how }) => how.startsWith('地标'))) continue
    result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end)
  }
  return result
}

function catalogueFacts(
  engine: Engine,
  known: { input: DemandInput; matter: string; respondent: Respondent | null },
): CatalogueFacts {
  const { input, matter, respondent } = known
  const { meta, calendar } = engine.pack
  return {
    placeLevel: placeLevelOf(input.place),
    respondent: respondent?.kind ?? null,
    owners: detectOwners(matter),
    times: timeConditions(input.at, { timeZone: meta.timezone, calendar }),
    words: matter,
    on: input.at,
  }
}

function placeLevelOf(place: ProposedPlace): CatalogueFacts['placeLevel'] {
  if (place.subdistrict !== null) return 'subdistrict'
  return place.district === null ? 'none' : 'district'
}

/** The special cases of R11 come first; then a question that a rule answers; the rest is dispatched (R12). */
function openTriage(found: Understanding): { triage: ProposalPart['triage']; article: string } {
  const { triage, kind } = found
  if (triage.outcome !== null) return { triage: triage.outcome, article: triage.article ?? '' }
  const outcome = kind.kind === 'inquiry' ? 'inquiry' : 'dispatch'
  return { triage: outcome, article: openArticles[outcome] }
}

/** What becomes of it: nobody, when R11 has a branch of its own or a rule answers; else the units of the catalogue. */
function disposeOf(engine: Engine, found: Understanding) {
  const open = openTriage(found)
  const isAnswered = open.triage === 'inquiry' && !isOwnCase(found.text.words)
  const isDispatched = found.triage.outcome === null && !isAnswered
  const plan: UnitPlan = isDispatched
    ? planUnits(engine, found.votes, found.input.place)
    : { units: [], mode: 'none' }
  return { open, isDispatched, plan }
}

function compose(engine: Engine, found: Understanding): ProposalPart {
  const { input, text, classes, kind, respondent, votes, triage } = found
  const { open, isDispatched, plan } = disposeOf(engine, found)
  const deadline = judgeDeadline(engine, { found, match: votes[0]?.match })
  const flags = raiseFlags(engine, { text, original: input.original, triage })
  const respondentText = respondent?.evidence.text ?? null
  const part: ProposalPart = {
    triage: open.triage,
    article: open.article,
    emergency_number: triage.number,
    kind: kind.kind,
    service_codes: classes.candidates,
    place: input.place,
    units: plan.units,
    mode: plan.mode,
    respondent: respondentText,
    confidential: input.known.confidential ?? wantsConfidentiality(text.words),
    flags: flags.flags,
    reply: '',
    text: input.own.trim(),
    ...(isDispatched ? dispatchFields(engine, { found, plan, deadline }) : noDispatch),
    evidence: [
      ...triage.evidence,
      ...describeChoice(engine, { classes, votes, plan, place: input.place }),
      ...[kind.evidence, respondent?.evidence, deadline.evidence].flatMap((line) => line ?? []),
      ...flags.evidence,
    ],
  }
  const facts = { part, details: triage.details, deadline: deadline.deadline }
  return { ...part, reply: composeReply(engine.pack.texts, facts) }
}

type DispatchFields = Pick<
  ProposalPart,
  | 'deadline'
  | 'deadline_reason'
  | 'confidence'
  | 'abstain'
  | 'abstain_reason'
  | 'catalogue_line'
  | 'legal_basis'
  | 'missing'
>

/** An outcome that a rule of the policy decided is as sure as the rule. */
const noDispatch: DispatchFields = {
  deadline: null,
  deadline_reason: '',
  confidence: 0.95,
  abstain: false,
  abstain_reason: '',
  catalogue_line: null,
  legal_basis: '',
  missing: [],
}

function codeOf({ votes, classes }: Understanding): string {
  return votes[0]?.code ?? classes.candidates[0]?.code ?? ''
}

function dispatchFields(
  engine: Engine,
  given: { found: Understanding; plan: UnitPlan; deadline: JudgedDeadline },
): DispatchFields {
  const { found, plan, deadline } = given
  const { input, text, votes, respondent, classes } = found
  const entry = votes[0]?.match.entry
  const { confidence, abstain, reason } = judgeConfidence({
    mode: plan.mode,
    share: votes[0]?.p ?? 0,
    place: input.place,
    classP: classes.candidates[0]?.p ?? 0,
  })
  return {
    deadline: deadline.deadline,
    deadline_reason: deadline.reason,
    confidence,
    abstain,
    abstain_reason: reason,
    catalogue_line: entry?.line ?? null,
    legal_basis: entry?.legal_basis ?? '',
    missing: missingElements(requiredElements(engine.taxonomy, codeOf(found)), {
      words: text.words,
      place: input.place,
      respondent: respondent?.evidence.text ?? null,
    }),
  }
}
