import { expect, test } from 'vitest'
import { createReport } from '../../db/packs/lint/finding.ts'
import { lexiconFile } from '../../db/packs/pack.ts'
import { smallPack } from '../testing/small-pack.ts'
import { lintLexiconCases } from './lint-lexicon-cases.ts'

const findings = (rule: { any: string[]; not?: string[]; outcome?: Record<string, unknown> }) => {
  const file = {
    name: 'emergency',
    rules: [
      { id: 'fire', ...rule, examples: ['楼下着火了'], near_misses: ['去年着火的那家店又开了'] },
    ],
  }
  const { rules } = lexiconFile.parse(file)
  const at = new Map(rules.map((row) => [row, { file: 'lexicons/emergency.yaml', line: 3 }]))
  const { report, findings: found } = createReport(at)
  lintLexiconCases({ lexicons: { emergency: rules }, taxonomy: smallPack().taxonomy }, report)
  return found.map(({ check, file: where, line, severity }) => [
    check,
    `${where}:${line}`,
    severity,
  ])
}

test('a rule that keeps its own cases is fine', () => {
  expect(findings({ any: ['着火'], not: ['去年'] })).toEqual([])
})

test('an edit that silences an example, or catches a near miss, is an error with file and line', () => {
  const at = ['lexicons/emergency.yaml:3', 'error']
  expect(findings({ any: ['起火'], not: ['去年'] })).toEqual([['lexicon.silent', ...at]])
  expect(findings({ any: ['着火'] })).toEqual([['lexicon.near-miss', ...at]])
})

test('a class that a rule names and the taxonomy does not have is an error', () => {
  const rule = { any: ['着火'], not: ['去年'], outcome: { flag: 'minors', classes: ['9999'] } }
  expect(findings(rule).map(([check]) => check)).toEqual(['lexicon.class-unknown'])
})
