import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { readPack } from '../../db/packs/read-pack.ts'
import { compactText } from '../language/normalise.ts'
import { createAsk } from './ask.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const rows: string[][] = parse(readFileSync(here('testing/questions.csv')), {
  comment: '#',
  from_line: 4,
})
const pack = await readPack(here('../../db/packs/beijing'))
const { articles, service_points: servicePoints } = pack
const ask = createAsk({ articles, servicePoints, pack, embedder: null })
const at = new Date('2026-11-22T02:00:00Z')

describe('what citizens ask, answered from words alone (R11, R31)', () => {
  it.each(rows)('%s %s', async (...row) => {
    const [text = '', earlier = '', expected = '', facts = ''] = row
    const found = await ask({ text, at, ...(earlier === '' ? {} : { earlier: [earlier] }) })
    if (expected === 'refused') {
      expect(found.outcome).not.toBe('answered')
      return
    }
    expect(found.outcome, found.reason).toBe('answered')
    expect(found.citations).not.toHaveLength(0)
    if (expected === 'point') expect(found.service_points).not.toHaveLength(0)
    const said = compactText(found.answer)
    for (const fact of facts.split(';').filter((one) => one !== '')) {
      expect(fact.split('|').some((one) => said.includes(compactText(one)))).toBe(true)
    }
  })
})
