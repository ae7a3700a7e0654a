import type { Report } from '../../db/packs/lint/finding.ts'
import type { LexiconRule, Pack } from '../../db/packs/pack.ts'
import { compileLexicon, matchLexicon, prepareText } from './lexicon.ts'

/**
 * Each lexicon rule by its own cases: an example that no longer fires, a near miss that does. A pattern is edited by hand; this
 * says at once what the edit broke (R11).
 */
export function lintLexiconCases({ lexicons }: Pick<Pack, 'lexicons'>, report: Report): void {
  for (const [name, rules] of Object.entries(lexicons)) {
    for (const rule of rules) lintRule(`词表 ${name}：${rule.id}`, rule, report)
  }
}

function lintRule(at: string, rule: LexiconRule, report: Report): void {
  const compiled = compileLexicon([rule])
  const fires = (text: string) => matchLexicon(compiled, prepareText(text)).hits.length > 0
  for (const text of rule.examples.filter((example) => !fires(example))) {
    report('lexicon.silent', rule, `${at} 没有命中自己的例句“${text}”`)
  }
  for (const text of rule.near_misses.filter(fires)) {
    report('lexicon.near-miss', rule, `${at} 误中了不该命中的“${text}”`)
  }
}
