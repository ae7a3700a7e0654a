import type { Report } from '../../db/packs/lint/finding.ts'
import type { LexiconRule, Pack } from '../../db/packs/pack.ts'
import { codesOf } from './flags.ts'
import { compileLexicon, matchLexicon, prepareText } from './lexicon.ts'

/**
 * Each lexicon rule by its own cases: an example that no longer fires, a near miss that does. A pattern is edited by hand; this
 * says at once what the edit broke (R11).
 */
export function lintLexiconCases(
  { lexicons, taxonomy }: Pick<Pack, 'lexicons' | 'taxonomy'>,
  report: Report,
): void {
  const known = new Set(taxonomy.map(({ code }) => code))
  for (const [name, rules] of Object.entries(lexicons)) {
    for (const rule of rules) {
      const at = `词表 ${name}：${rule.id}`
      lintRule(at, rule, report)
      for (const code of codesOf(rule.outcome).filter((one) => !known.has(one)))
        report('lexicon.class-unknown', rule, `${at} 写了没有的事项“${code}”`)
    }
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
