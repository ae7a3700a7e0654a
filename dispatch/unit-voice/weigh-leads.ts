import type { CatalogueEntry } from '../../db/packs/pack.ts'
import type { ExpandedRole } from '../catalogue/expand-role.ts'
import type { UnitDirectory } from '../catalogue/unit-directory.ts'
import type { SparseVector } from '../classifier/features.ts'
import type { LeadVote, LineVote } from '../proposal/lead-vote.ts'
import type { LeadModel, LeadWeights } from './lead-model.ts'
import { expandHere, keyOf, type RoleFacts } from './lead-roles.ts'
import { habitOrders, habitShares, type LineHabits } from './line-habits.ts'
import { textShares } from './text-voice.ts'

/** What each source says of one possible answer. */
export interface LeadCandidate {
  key: string
  /** The catalogue's vote; null where no line names the unit here (R11). */
  vote: LeadVote | null
  /** Named by lines that are likely enough to decide: only then may history put it first. */
  listed: boolean
  expanded: ExpandedRole
  /** The learnt role that speaks loudest for it. */
  role: string | null
  catalogue: number
  habit: number
  text: number
  /** Confirmed orders behind the habit; without any it is only the catalogue's echo. */
  orders: number
}

export interface LeadFacts extends RoleFacts {
  votes: readonly LeadVote[]
  lines: readonly LineVote[]
  vector: SparseVector
  directory: UnitDirectory
}

/** A lead that the line names as a helper may lead by history; by the catalogue alone it hardly does. */
const SUPPORTING = 0.02
/** What nobody said counts as this: no source alone can rule a lead out. */
const FLOOR = 0.002
const LATER_LEAD = 0.25
/** Lines of less weight together allow nothing: a class that hardly anybody believes in opens no door. */
export const LEAST_LISTED = 0.1
/** History names many units a little; only those are candidates. */
const LEAST_OUTSIDE = 0.05

/** Everything that catalogue, habit and words say of the leads that are possible here. */
export function gatherLeads(
  model: Pick<LeadModel, 'habits' | 'text'>,
  facts: LeadFacts,
): LeadCandidate[] {
  const { directory } = facts
  const expansions = new Map<string, ExpandedRole>()
  const expand = (role: string) => {
    const known = expansions.get(role)
    if (known) return known
    const found = expandHere(role, facts, directory)
    expansions.set(role, found)
    return found
  }
  const candidates = allowedLeads(facts, expand)
  nameLines(candidates, facts, { habits: model.habits, expand })
  const keyHere = (role: string) => keyOf(expand(role))
  const ownKeys = (entry: CatalogueEntry) =>
    ownShares(entry).map(([role, share]): [string, number] => [keyHere(role), share])
  const lines = facts.lines.map(({ match, p }) => ({ entry: match.entry, p }))
  for (const [key, p] of habitShares(lines, model.habits, { keyHere, ownKeys }))
    candidateOf(candidates, key).habit += p
  for (const [key, orders] of habitOrders(lines, model.habits, keyHere))
    candidateOf(candidates, key).orders += orders
  hearText(model, { vector: facts.vector, candidates, expand })
  const known = new Map([...expansions.values()].map((found) => [keyOf(found), found]))
  return [...candidates.values()].flatMap((candidate) => {
    if (candidate.vote !== null) return [candidate]
    const expanded = known.get(candidate.key)
    const isHeard = Math.max(candidate.habit, candidate.text) >= LEAST_OUTSIDE
    return expanded?.unit && !expanded.missing && isHeard ? [{ ...candidate, expanded }] : []
  })
}

const nowhere: ExpandedRole = { unit: null, reason: '', missing: null }

function candidateOf(candidates: Map<string, LeadCandidate>, key: string): LeadCandidate {
  const known = candidates.get(key)
  if (known) return known
  const blank = { vote: null, listed: false, expanded: nowhere, role: null }
  const made = { ...blank, key, catalogue: 0, habit: 0, text: 0, orders: 0 }
  candidates.set(key, made)
  return made
}

type Expand = (role: string) => ExpandedRole

/** The catalogue's leads, and the units that its lines name beside them. */
function allowedLeads(facts: LeadFacts, expand: Expand): Map<string, LeadCandidate> {
  const candidates = new Map<string, LeadCandidate>()
  for (const vote of facts.votes) {
    const found = candidateOf(candidates, keyOf(vote.expanded))
    Object.assign(found, { vote, expanded: vote.expanded, catalogue: vote.p })
  }
  const all = facts.lines.reduce((sum, { p }) => sum + p, 0)
  const named = new Map<string, number>()
  for (const line of all > 0 ? facts.lines : []) {
    const share = line.p / all
    for (const key of namedBy(line, expand)) named.set(key, (named.get(key) ?? 0) + share)
    allowHelpers(candidates, { line, share }, expand)
  }
  for (const [key, share] of named) {
    const found = candidates.get(key)
    if (found) found.listed = share >= LEAST_LISTED
  }
  return candidates
}

/** The answers that a line names here, in whatever role. */
function namedBy({ match }: LineVote, expand: Expand): Set<string> {
  const { lead, supporting } = match.entry
  return new Set([...lead.split('|'), ...supporting].map((role) => keyOf(expand(role.trim()))))
}

/** The units that a line names beside its lead: a city's habit may be to send it to them first. */
function allowHelpers(
  candidates: Map<string, LeadCandidate>,
  { line, share }: { line: LineVote; share: number },
  expand: Expand,
): void {
  const { match, code } = line
  for (const role of match.entry.supporting) {
    const expanded = expand(role)
    const { unit } = expanded
    if (!unit || expanded.missing) continue
    const found = candidateOf(candidates, unit.code)
    found.catalogue += SUPPORTING * share
    if (found.vote !== null) continue
    found.expanded = expanded
    found.vote = { unit, p: 0, expanded, code, match }
  }
}

/** Each vote under the line that its orders speak for most: the one to name, and to change. */
function nameLines(
  candidates: ReadonlyMap<string, LeadCandidate>,
  facts: LeadFacts,
  { habits, expand }: { habits: LineHabits; expand: Expand },
): void {
  const best = new Map<string, number>()
  for (const line of facts.lines) {
    const keyHere = (role: string) => keyOf(expand(role))
    const ownKeys = () =>
      ownShares(line.match.entry).map(([role, p]) => [keyHere(role), p] as const)
    const entry = { entry: line.match.entry, p: 1 }
    const shares = habitShares([entry], habits, { keyHere, ownKeys })
    for (const key of namedBy(line, expand)) {
      const found = candidates.get(key)
      const weight = line.p * ((shares.get(key) ?? 0) + SUPPORTING)
      if (!found?.vote || weight <= (best.get(key) ?? 0)) continue
      best.set(key, weight)
      found.vote = { ...found.vote, match: line.match, code: line.code }
    }
  }
}

function ownShares(entry: CatalogueEntry): [role: string, share: number][] {
  const leads = entry.lead.split('|').map((role) => role.trim())
  const all = 1 + LATER_LEAD * (leads.length - 1)
  return leads.map((role, rank) => [role, (rank === 0 ? 1 : LATER_LEAD) / all])
}

function hearText(
  { text }: Pick<LeadModel, 'text'>,
  at: {
    vector: SparseVector
    candidates: Map<string, LeadCandidate>
    expand: (role: string) => ExpandedRole
  },
): void {
  if (text === null) return
  const shares = textShares(text, at.vector)
  const loudest = new Map<string, number>()
  text.roles.forEach((role, row) => {
    const p = shares[row] ?? 0
    const key = keyOf(at.expand(role))
    const found = candidateOf(at.candidates, key)
    found.text += (1 - text.unseen) * p
    if (p > (loudest.get(key) ?? 0)) {
      loudest.set(key, p)
      found.role = role
    }
  })
  for (const found of at.candidates.values()) found.text += text.unseen * found.catalogue
}

const logOf = (p: number) => Math.log(Math.max(FLOOR, p))

/** The logarithms that the weights weigh, in the order of `LeadWeights`. */
export function signsOf({ catalogue, habit, text }: LeadCandidate): [number, number, number] {
  return [logOf(catalogue), logOf(habit), logOf(text)]
}

export interface WeighedLead extends LeadCandidate {
  /** Share by all sources together. */
  p: number
  /** Share by history alone. */
  history: number
}

/** Shares of the candidates under the weights: log-linear, so that a source of weight 0 says nothing. Best first. */
export function weighLeads(
  candidates: readonly LeadCandidate[],
  weights: LeadWeights,
): WeighedLead[] {
  const { catalogue, habit, text } = weights
  const score = (by: LeadWeights) =>
    normalised(
      candidates.map((candidate) => {
        const [c, h, t] = signsOf(candidate)
        return by.catalogue * c + by.habit * h + by.text * t
      }),
    )
  const fused = score(weights)
  // As loud as all together, so that it is a share that can be compared.
  const sum = habit + text
  const louder = sum > 0 ? (catalogue + sum) / sum : 0
  const history = score({ catalogue: 0, habit: habit * louder, text: text * louder })
  return candidates
    .map((candidate, at) => ({ ...candidate, p: fused[at] ?? 0, history: history[at] ?? 0 }))
    .sort((a, b) => b.p - a.p)
}

function normalised(scores: readonly number[]): number[] {
  const top = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - top))
  const sum = raised.reduce((total, p) => total + p, 0)
  return raised.map((p) => p / sum)
}
