import type { Evidence } from '../proposal/proposal.ts'
import type { Taxonomy } from '../taxonomy/taxonomy.ts'
import type { Lexicon, LexiconResult } from './lexicon.ts'
import { hitEvidence, stringOf } from './rule-evidence.ts'

export interface Flags {
  flags: string[]
  evidence: Evidence[]
}

/** Signs of risk (R29): each rule of the pack's lexicon names the flag that it raises; each flag once, with its words. */
export function collectFlags(
  result: LexiconResult,
  source: { lexicon: string; original: string },
): Flags {
  const found: Flags = { flags: [], evidence: [] }
  for (const hit of result.hits) {
    const flag = stringOf(hit, 'flag') ?? hit.rule.id
    if (found.flags.includes(flag)) continue
    found.flags.push(flag)
    found.evidence.push(hitEvidence(hit, source, 'flag'))
  }
  return found
}

/** So likely the classes that a rule names must be together. */
const LIKELY = 0.6

/** The classes that a rule names beside its words. */
export const codesOf = (outcome: Record<string, unknown>): string[] => {
  const { classes } = outcome
  return Array.isArray(classes) ? classes.map(String) : []
}

/**
 * Some matters are a risk in whatever words they are told (children who are beaten, a foreigner's papers): a rule may name
 * classes beside its words, parents too. Each flag once.
 */
export function classFlags(
  rules: Lexicon,
  shares: ReadonlyMap<string, number>,
  { byCode }: Pick<Taxonomy, 'byCode'>,
): { flag: string; evidence: Evidence }[] {
  const found = new Map<string, Evidence>()
  for (const { id, outcome, why } of rules) {
    const flag = typeof outcome['flag'] === 'string' ? outcome['flag'] : id
    const codes = codesOf(outcome)
    const sum = codes.reduce((total, code) => total + (shares.get(code) ?? 0), 0)
    if (sum < LIKELY || found.has(flag)) continue
    const likeliest = codes.toSorted((a, b) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0))[0] ?? ''
    found.set(flag, {
      for: 'flag',
      source: 'classifier',
      ref: likeliest,
      text: '',
      span: null,
      why: `事项像“${byCode.get(likeliest)?.name ?? likeliest}”：${why}`,
    })
  }
  return [...found].map(([flag, evidence]) => ({ flag, evidence }))
}
