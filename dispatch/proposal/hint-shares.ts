import type { Respondent } from '../catalogue/respondent.ts'
import { matchLexicon, type PreparedText } from '../triage/lexicon.ts'
import { stringOf } from '../triage/triage.ts'
import type { Engine } from './engine.ts'
import { outageLexicon } from './judge-deadline.ts'
import type { ClassShare } from './vote-units.ts'

/** How much likelier a class becomes whose unit is of the kind that the words name. */
const factors = { utility: 6, operator: 8 }

/**
 * Words that name a network or an operator speak for the classes that it handles: "停电了，电梯里没困人" is the
 * power company's, not the lift's. The kinds are those of the pack's units (`power`, `metro`).
 */
export function hintShares(
  engine: Engine,
  shares: readonly ClassShare[],
  given: { text: PreparedText; respondent: Respondent | null },
): ClassShare[] {
  const hints = new Map<string, number>()
  const outage = matchLexicon(engine.lexicons.get(outageLexicon) ?? [], given.text)
  for (const hit of outage.hits) {
    const utility = stringOf(hit, 'utility')
    if (utility) hints.set(utility, factors.utility)
  }
  const operator = given.respondent?.kind.match(/^(.+)_operator$/)?.[1]
  if (operator) hints.set(operator, factors.operator)
  if (hints.size === 0) return [...shares]
  const raised = shares.map(({ code, p }) => ({
    code,
    p: p * Math.max(1, ...leadKinds(engine, code).map((kind) => hints.get(kind) ?? 1)),
  }))
  const sum = raised.reduce((total, { p }) => total + p, 0)
  const before = shares.reduce((total, { p }) => total + p, 0)
  return raised
    .map(({ code, p }) => ({ code, p: sum > 0 ? (p * before) / sum : p }))
    .sort((a, b) => b.p - a.p)
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
