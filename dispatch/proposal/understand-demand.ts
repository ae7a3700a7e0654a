import { cityDate } from '../../db/kernel/city-time.ts'
import type { RequestKind } from '../../db/packs/pack.ts'
import { isCityWide } from '../catalogue/city-wide.ts'
import type { CatalogueFacts } from '../catalogue/match-catalogue.ts'
import { detectRespondent, type Respondent, respondentLexicon } from '../catalogue/respondent.ts'
import { detectOwners } from '../catalogue/road-owner.ts'
import { timeConditions } from '../catalogue/time-conditions.ts'
import type { Classification } from '../classifier/create-classifier.ts'
import { inherited } from '../taxonomy/taxonomy.ts'
import { withEmergencyNet } from '../triage/emergency-net.ts'
import { decideKind, type KindDecision } from '../triage/kind.ts'
import { prepareText } from '../triage/lexicon.ts'
import { decideTriage, type TriageResult } from '../triage/triage.ts'
import { hearHistory } from '../unit-voice/hear-history.ts'
import { blendClasses, blendLeads } from './blend-neighbours.ts'
import { composePart } from './compose-part.ts'
import type { Engine } from './engine.ts'
import { hintShares } from './hint-shares.ts'
import { matterWords } from './matter-words.ts'
import { praiseShares } from './praise-shares.ts'
import { preferCandidates, preferLeads, preferShares } from './preference.ts'
import type { ProposalPart, TriageOutcome } from './proposal.ts'
import type { DemandInput, WeighedDemand } from './understanding.ts'
import { type ClassShare, matchLines, voteUnits } from './vote-units.ts'

/** Understands one demand: triage, class, kind, unit, deadline, each with its reasons. Pure. */
export function understandDemand(engine: Engine, input: DemandInput): ProposalPart {
  const weighed = weighDemand(engine, input)
  const heard = hearHistory(engine, weighed)
  // After kind and triage, which a preference must not touch (R11).
  const blended = blendLeads(heard?.votes ?? weighed.catalogueVotes, input.neighbours ?? [])
  const votes = preferLeads(blended, input.prefer)
  const classes = preferCandidates(weighed.classes, input.prefer)
  return composePart(engine, { ...weighed, classes, votes, heard })
}

/** What a demand is about and what the catalogue says of it, before history has its say. */
export function weighDemand(engine: Engine, input: DemandInput): WeighedDemand {
  const text = prepareText(input.own)
  const matter = matterWords(engine, text.words)
  const { triage, neighbours = [] } = input
  const classes = engine.classifier.classify(matter, input.hints)
  const respondent = detectRespondent(
    engine.lexicons.get(respondentLexicon),
    matter,
    input.original,
  )
  const hinted = hintShares(engine, classShares(engine, classes), { text, respondent })
  const shares = blendClasses(hinted, neighbours).slice(0, voters)
  const kind = kindOf({
    input,
    matter,
    triage,
    usual: usualKinds(engine, { triage, shares }),
    learned: engine.kindModel?.(matter) ?? null,
  })
  const { meta } = engine.pack
  const praised = praiseShares(engine, shares, kind.kind)
  const lines = matchLines(
    engine,
    preferShares(praised, input.prefer),
    catalogueFacts(engine, { input, matter, respondent }),
  )
  const cityWide = isCityWide(text.words, {
    kind: kind.kind,
    names: [meta.city, ...meta.city_short],
    isPlaceNamed: input.place.ambiguous,
  })
  const catalogueVotes = voteUnits(engine, lines, { place: input.place, isCityWide: cityWide })
  const found = { input, text, matter, triage, classes, shares, kind, respondent }
  return { ...found, lines, catalogueVotes, isCityWide: cityWide }
}

/** The special cases of R11, with the second net for emergencies behind the rules. */
export function triageOf(
  engine: Engine,
  { own, original }: Pick<DemandInput, 'own' | 'original'>,
): TriageResult {
  const text = prepareText(own)
  return withEmergencyNet(engine.emergencyNet, {
    triage: decideTriage(engine.lexicons, text, original),
    words: text.words,
    original,
    retry: () => decideTriage(withoutEmergency(engine.lexicons), text, original),
  })
}

/** The same lexicons without the emergency rules. */
function withoutEmergency(lexicons: Engine['lexicons']): Engine['lexicons'] {
  return new Map([...lexicons].filter(([name]) => name !== 'emergency'))
}

/** All leaves that the classifier reached: more than are shown, since many small doubts may agree on one unit. */
function classShares(engine: Engine, { p }: Classification): ClassShare[] {
  return [...p]
    .filter(([code]) => !engine.taxonomy.children(code).some((child) => p.has(child.code)))
    .map(([code, share]) => ({ code, p: share }))
    .sort((a, b) => b.p - a.p)
}

const voters = 40

function kindOf(options: {
  input: DemandInput
  matter: string
  triage: TriageResult
  usual: ReadonlyMap<RequestKind, number>
  learned: ReadonlyMap<RequestKind, number> | null
}): KindDecision {
  const { input, matter, triage, usual, learned } = options
  const known = input.known.kind
  if (known) return { kind: known, lead: 9, evidence: null }
  const isSpecial = triage.outcome !== null
  return decideKind({ words: matter, original: input.original, usual, learned, isSpecial })
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
  statutory_channel: [['assistance', 1.5]],
  outside_duties: [['assistance', 0.9]],
}

export function catalogueFacts(
  engine: Pick<Engine, 'pack'>,
  known: {
    input: Pick<DemandInput, 'place' | 'at'>
    matter: string
    respondent: Respondent | null
  },
): CatalogueFacts {
  const { input, matter, respondent } = known
  const { meta, calendar } = engine.pack
  return {
    placeLevel: placeLevelOf(input.place),
    respondent: respondent?.kind ?? null,
    owners: detectOwners(matter),
    times: timeConditions(input.at, { timeZone: meta.timezone, calendar }),
    words: matter,
    on: cityDate(input.at, meta.timezone),
  }
}

function placeLevelOf(place: DemandInput['place']): CatalogueFacts['placeLevel'] {
  if (place.subdistrict !== null) return 'subdistrict'
  return place.district === null ? 'none' : 'district'
}
