import type { Engine } from './engine.ts'
import { cutDemands, type Demand } from './split-demands.ts'

/** A piece whose class is less sure than this is a remark, not a demand. */
const surest = 0.25

/**
 * The demands of a message, each as a text of the same length with everything else blank. Counted points stay
 * apart; after 另外 and the like a piece counts only if it is surely about another class.
 */
export function separateDemands(engine: Engine, own: string): string[] {
  const demands = cutDemands(own)
  if (demands.length < 2) return [own]
  return joinSame(engine, own, demands).map(({ start, end }) => blankOutside(own, start, end))
}

function joinSame(engine: Engine, own: string, demands: readonly Demand[]): Demand[] {
  const joined: (Demand & { code: string })[] = []
  for (const demand of demands) {
    const best = engine.classifier.classify(own.slice(demand.start, demand.end)).candidates[0]
    const code = (best?.code ?? '').slice(0, 4)
    const last = joined.at(-1)
    const isOther = demand.counted || ((best?.p ?? 0) >= surest && code !== last?.code)
    if (last && !isOther) last.end = demand.end
    else joined.push({ ...demand, code })
  }
  return joined
}

function blankOutside(text: string, start: number, end: number): string {
  return ' '.repeat(start) + text.slice(start, end) + ' '.repeat(text.length - end)
}
