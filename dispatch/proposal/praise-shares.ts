import type { RequestKind } from '../../db/packs/pack.ts'
import { inherited } from '../taxonomy/taxonomy.ts'
import type { Engine } from './engine.ts'
import type { ClassShare } from './vote-units.ts'

/** How much the classes for praise hold where somebody praises: what was praised is the rest. */
const praise = 0.6

/**
 * Whoever thanks for a mended manhole cover has nothing to mend: praise (R2) goes by the lines for praise, to the one
 * who is praised, whatever the thing was.
 */
export function praiseShares(
  engine: Pick<Engine, 'taxonomy'>,
  shares: readonly ClassShare[],
  kind: RequestKind,
): ClassShare[] {
  if (kind !== 'commendation') return [...shares]
  const isPraise = ({ code }: { code: string }) =>
    inherited(engine.taxonomy, code, 'usual_kind') === 'commendation'
  const found = shares.filter(isPraise)
  const own = found.length > 0 ? found : leavesOf(engine.taxonomy).filter(isPraise)
  const sum = own.reduce((total, { p }) => total + p, 0)
  if (sum <= 0) return [...shares]
  const rest = shares.filter((share) => !isPraise(share))
  const others = rest.reduce((total, { p }) => total + p, 0)
  const held = Math.max(praise, sum / (sum + others))
  return [
    ...own.map(({ code, p }) => ({ code, p: (p / sum) * held })),
    ...rest.map(({ code, p }) => ({ code, p: (p / others) * (1 - held) })),
  ].sort((a, b) => b.p - a.p)
}

/** Every class without classes below it, all alike. */
function leavesOf({ classes, children }: Engine['taxonomy']): ClassShare[] {
  return classes
    .filter(({ code }) => children(code).length === 0)
    .map(({ code }) => ({ code, p: 1 }))
}
