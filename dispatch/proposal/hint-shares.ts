import type { Respondent } from '../catalogue/respondent.ts'
import { matchLexicon, type PreparedText } from '../triage/lexicon.ts'
import { stringOf } from '../triage/rule-evidence.ts'
import type { Engine } from './engine.ts'
import { outageLexicon } from './judge-deadline.ts'
import type { ClassShare } from './vote-units.ts'

/** How much likelier a class becomes whose unit is of the kind that the words name. */
const factors = { utility: 6, operator: 8 }

/** Kinds of units that run the same kind of thing: who names one of them does not mean the other. */
const operators = ['bus', 'metro']

/**
 * Words that name a network or an operator speak for the classes that it handles: "停电了，电梯里没困人" is the
 * power company's, not the lift's. The kinds are those of the pack's units (`power`, `metro`).
 */
export function hintShares(
  engine: Engine,
  shares: readonly ClassShare[],
  given: { text: PreparedText; respondent: Respondent | null },
): ClassShare[] {
  const operator = given.respondent?.kind.match(/^(.+)_operator$/)?.[1]
  const hints = new Map(outageKinds(engine, given.text).map((kind) => [kind, factors.utility]))
  if (operator) hints.set(operator, factors.operator)
  if (hints.size === 0) return [...shares]
  const known = shares.map(({ code, p }) => ({ code, p, kinds: leadKinds(engine, code) }))
  const raised = known.map(({ code, p, kinds }) => ({
    code,
    p: p * Math.max(1, ...kinds.map((kind) => hints.get(kind) ?? 1)),
    kinds,
  }))
  return rescale(operator ? moveToOperator(raised, operator) : raised, shares)
}

type KindShare = ClassShare & { kinds: string[] }

function outageKinds(engine: Engine, text: PreparedText): string[] {
  const { hits } = matchLexicon(engine.lexicons.get(outageLexicon) ?? [], text)
  return hits.flatMap((hit) => stringOf(hit, 'utility') ?? [])
}

/** What the classes of another operator hold goes to this one's: a first train is no first bus. */
function moveToOperator(shares: readonly KindShare[], operator: string): KindShare[] {
  const isOwn = ({ kinds }: KindShare) => kinds.includes(operator)
  const isOther = (share: KindShare) =>
    !isOwn(share) && share.kinds.some((kind) => operators.includes(kind))
  const sum = (list: readonly KindShare[]) => list.reduce((total, { p }) => total + p, 0)
  const own = sum(shares.filter(isOwn))
  const moved = sum(shares.filter(isOther))
  if (own <= 0 || moved <= 0) return [...shares]
  return shares.map((share) => {
    if (isOther(share)) return { ...share, p: share.p * keptShare }
    return isOwn(share) ? { ...share, p: share.p * (1 + (moved * (1 - keptShare)) / own) } : share
  })
}

const keptShare = 0.15

/** The hints move probability about and make none. */
function rescale(raised: readonly ClassShare[], before: readonly ClassShare[]): ClassShare[] {
  const sum = (list: readonly ClassShare[]) => list.reduce((total, { p }) => total + p, 0)
  const scale = sum(raised) > 0 ? sum(before) / sum(raised) : 1
  return raised.map(({ code, p }) => ({ code, p: p * scale })).sort((a, b) => b.p - a.p)
}

/** Kinds of the named units that lead in the lines of a class, its own or its nearest ancestor's. */
function leadKinds(engine: Engine, code: string): string[] {
  for (const { code: at } of engine.taxonomy.path(code).toReversed()) {
    const lines = engine.catalogue.linesOf(at)
    if (lines.length === 0) continue
    return lines.flatMap(({ entry }) => {
      const unit = entry.lead.startsWith('unit:')
        ? engine.directory.byName(entry.lead.slice(5))
        : null
      return unit ? [unit.kind] : []
    })
  }
  return []
}
