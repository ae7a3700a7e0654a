import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { readPack } from '../../db/packs/read-pack.ts'
import { cpuMs } from '../../db/testing/cpu-time.ts'
import { emergencyNetOf, withEmergencyNet } from './emergency-net.ts'
import { prepareText } from './lexicon.ts'
import { isToldApart } from './rule-evidence.ts'
import { compileLexicons, decideTriage } from './triage.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const rows: string[][] = parse(readFileSync(here('testing/dangers.csv')), {
  comment: '#',
  from_line: 3,
})
const pack = await readPack(here('../../db/packs/beijing'))
const lexicons = compileLexicons(pack)
const others = new Map([...lexicons].filter(([name]) => name !== 'emergency'))
const net = emergencyNetOf(pack)

function decide(original: string) {
  const text = prepareText(original)
  return withEmergencyNet(net, {
    triage: decideTriage(lexicons, text, original),
    words: text.words,
    original,
    retry: () => decideTriage(others, text, original),
  })
}

describe('danger now, and what only sounds like it (R11-1)', () => {
  it.each(rows)('%s', (...row) => {
    const [text = '', danger = ''] = row
    expect(decide(text).outcome === 'emergency').toBe(danger === 'yes')
  })
  it('says of each card on which words it rests and what it was told apart from', () => {
    for (const [text = '', danger] of rows) {
      if (danger !== 'yes') continue
      const { article, evidence } = decide(text)
      const [ground] = evidence
      expect(article).toBe('R11-1')
      expect(ground?.span && text.slice(...ground.span)).toBe(ground?.text)
      expect(ground && isToldApart(ground)).toBe(false)
      expect(evidence.some(isToldApart), text).toBe(true)
    }
  })
  it('takes less than 20 ms, of a long message too', () => {
    const long = rows.map(([text = '']) => text).join('。')
    for (const text of [...rows.map(([one = '']) => one), long.slice(0, 1000)]) {
      // The best of three: the first is compiled, and rubbish is collected in any.
      const taken = [1, 2, 3].map(() => {
        const begun = cpuMs()
        decide(text)
        return cpuMs() - begun
      })
      expect(Math.min(...taken), text).toBeLessThan(20)
    }
  })
})
