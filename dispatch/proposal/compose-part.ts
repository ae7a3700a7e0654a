import type { Deadline } from '../../db/packs/pack.ts'
import { isOwnerOpen } from '../catalogue/road-owner.ts'
import { requiredElements } from '../taxonomy/taxonomy.ts'
import { wantsConfidentiality } from '../triage/confidential.ts'
import { type OpenOutcome, openEvidence } from '../triage/open-evidence.ts'
import { readOwnCase } from '../triage/own-case.ts'
import { openArticles } from '../triage/triage-policy.ts'
import { doubtLead } from '../unit-voice/doubt-lead.ts'
import { historyEvidence } from '../unit-voice/history-evidence.ts'
import { judgeConfidence, outcomeConfidence, packCurve } from './confidence.ts'
import { describeChoice } from './describe-choice.ts'
import type { Engine } from './engine.ts'
import { isPlea, type JudgedDeadline, judgeDeadline } from './judge-deadline.ts'
import { missingElements } from './missing-elements.ts'
import type { ProposalPart, TriageOutcome } from './proposal.ts'
import { planUnits, type UnitPlan } from './propose-units.ts'
import { raiseFlags } from './raise-flags.ts'
import { composeReply } from './reply.ts'
import type { Understanding } from './understanding.ts'

/** The special cases of R11 come first; then a question that a rule answers; the rest is dispatched (R12). */
function openTriage(found: Understanding): { triage: ProposalPart['triage']; article: string } {
  const { triage, kind } = found
  if (triage.outcome !== null) return { triage: triage.outcome, article: triage.article ?? '' }
  const outcome = kind.kind === 'inquiry' ? 'inquiry' : 'dispatch'
  return { triage: outcome, article: openArticles[outcome] }
}

/** What becomes of it: nobody, when R11 has a branch of its own or a rule answers; else the units of the catalogue. */
function disposeOf(engine: Engine, found: Understanding, deadline: Deadline) {
  const open = openTriage(found)
  const own = open.triage === 'inquiry' ? readOwnCase(found.text.words, found.input.place) : null
  const isAnswered = own?.isOwn === false
  const isDispatched = found.triage.outcome === null && !isAnswered
  const plan: UnitPlan = isDispatched
    ? planUnits(engine, {
        votes: found.votes,
        place: found.input.place,
        outside: found.heard?.outside ?? null,
        isOpen: deadline !== '2h' && isPlea(found.kind.kind) && isOwnerOpen(found.text.words),
      })
    : { units: [], mode: 'none' }
  return { open, own, isDispatched, plan }
}

/** Puts what was found out into a proposal, each line with its reason. */
export function composePart(engine: Engine, found: Understanding): ProposalPart {
  const { input, text, classes, kind, respondent, votes, triage } = found
  const deadline = judgeDeadline(engine, { found, match: votes[0]?.match })
  const { open, own, isDispatched, plan } = disposeOf(engine, found, deadline.deadline)
  const flags = raiseFlags(engine, { text, original: input.original, triage, classes })
  const part: ProposalPart = {
    triage: open.triage,
    article: open.article,
    emergency_number: triage.number,
    kind: kind.kind,
    service_codes: classes.candidates.map((row) => ({ ...row, p: told(classes, row.p) })),
    place: input.place,
    units: plan.units,
    mode: plan.mode,
    respondent: respondent?.kind ?? null,
    confidential: input.known.confidential ?? wantsConfidentiality(text.words),
    flags: flags.flags,
    reply: '',
    text: input.own.trim(),
    ...(isDispatched ? dispatchFields(engine, { found, plan, deadline }) : noDispatch(open.triage)),
    evidence: [
      ...openLines(open.triage, { own, act: kind.evidence, original: input.original }),
      ...triage.evidence,
      ...describeChoice(engine, {
        classes,
        votes,
        plan,
        place: input.place,
        original: input.original,
      }),
      ...historyEvidence(engine, { found, plan }),
      ...[kind.evidence, respondent?.evidence, deadline.evidence].flatMap((line) => line ?? []),
      ...flags.evidence,
    ],
  }
  const facts = { part, details: triage.details, deadline: deadline.deadline }
  return { ...part, reply: composeReply(engine.pack.texts, facts) }
}

/** The special cases bring their own grounds. */
function openLines(outcome: TriageOutcome, grounds: Omit<OpenOutcome, 'outcome'>) {
  const isOpen = outcome === 'inquiry' || outcome === 'dispatch'
  return isOpen ? [openEvidence({ outcome, ...grounds })] : []
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

const noDispatch = (outcome: TriageOutcome): DispatchFields => ({
  deadline: null,
  deadline_reason: '',
  confidence: outcomeConfidence(outcome),
  abstain: false,
  abstain_reason: '',
  catalogue_line: null,
  legal_basis: '',
  missing: [],
})

const told = (classes: Understanding['classes'], share: number) =>
  Math.round(classes.told.leaf(share) * 1e4) / 1e4

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
  const facts = {
    mode: plan.mode,
    share: votes[0]?.p ?? 0,
    level: votes[0]?.unit?.level ?? null,
    classP: classes.candidates[0]?.p ?? 0,
  }
  const { required_precision: required } = engine.pack.meta
  const curve = engine.lead?.model.curve ?? packCurve
  const sure = judgeConfidence(facts, required, curve)
  const { confidence, abstain, reason } = doubtLead(sure, found.heard)
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
