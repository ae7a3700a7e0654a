import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { readPack } from '../../db/packs/read-pack.ts'
import { emergencyNetOf, withEmergencyNet } from './emergency-net.ts'
import { prepareText } from './lexicon.ts'
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

describe('danger now, and what only sounds like it (R11-1)', () => {
  it.each(rows)('%s', (...row) => {
    const [original = '', danger = ''] = row
    const text = prepareText(original)
    const found = withEmergencyNet(net, {
      triage: decideTriage(lexicons, text, original),
      words: text.words,
      original,
      retry: () => decideTriage(others, text, original),
    })
    expect(found.outcome === 'emergency').toBe(danger === 'yes')
  })
})
