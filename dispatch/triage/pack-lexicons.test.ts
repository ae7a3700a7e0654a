import { describe, expect, it } from 'vitest'
import { readPack } from '../../db/packs/read-pack.ts'
import { cpuMs } from '../../db/testing/cpu-time.ts'
import { matchLexicon, prepareText } from './lexicon.ts'
import { compileLexicons, decideTriage } from './triage.ts'

const pack = await readPack('db/packs/beijing')
const lexicons = compileLexicons(pack)

describe.each(Object.keys(pack.lexicons))('lexicon %s', (name) => {
  const rules = pack.lexicons[name] ?? []
  const compiled = lexicons.get(name) ?? []
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const own = compiled.filter((candidate) => candidate.id === id)
    const fires = (text: string) => matchLexicon(own, prepareText(text)).hits.length > 0
    expect(rule.examples.filter((text) => !fires(text))).toEqual([])
    expect(rule.near_misses.filter(fires)).toEqual([])
  })
})

describe('the order of decisions on the pack (R11, R12)', () => {
  const decide = (text: string) => decideTriage(lexicons, prepareText(text), text)

  it('sees an emergency in under 20 ms', () => {
    const texts = (pack.lexicons['emergency'] ?? []).flatMap(({ examples }) => examples)
    const slowest = texts.map((text) => {
      const start = cpuMs()
      expect(decide(text).outcome).toBe('emergency')
      return cpuMs() - start
    })
    slowest.sort((a, b) => a - b)
    expect(slowest[Math.floor(slowest.length * 0.95)]).toBeLessThan(20)
  })
  it('puts the emergency before everything else', () => {
    const found = decide('法院判了他不执行，现在他拿刀砍人了，快来人')
    expect([found.outcome, found.article]).toEqual(['emergency', 'R11-1'])
    expect(found.evidence[0]?.ref).toMatch(/^emergency\//)
  })
  it('gives every special outcome its article and the words it rests on', () => {
    for (const name of [
      'secret-privacy',
      'unlawful',
      'statutory-channel',
      'repeat',
      'outside-duties',
    ])
      for (const { examples } of pack.lexicons[name] ?? [])
        for (const text of examples) {
          const { outcome, article, evidence } = decide(text)
          expect(outcome, text).not.toBeNull()
          expect(article).toMatch(/^R11-[1-6]$/)
          const [start, end] = evidence[0]?.span ?? [0, 0]
          expect(text.slice(start, end)).toBe(evidence[0]?.text)
        }
  })
})
