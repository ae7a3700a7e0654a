import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer } from './create-proposer.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const rows: string[][] = parse(readFileSync(here('testing/conventions.csv')), {
  comment: '#',
  from_line: 3,
})
const pack = await readPack(here('../../db/packs/beijing'))
const propose = await createProposer({ pack, embedder: null })
const at = new Date('2026-03-10T02:00:00Z')

describe('who answers, how and by when, by the conventions of the practice (R11, R12, R13)', () => {
  it.each(rows)('%s', async (...row) => {
    const [text = '', triage = '', lead = '', mode = '', deadline = ''] = row
    const found = await propose({ channel: 'chat', text, at })
    expect(triage.split('|')).toContain(found.triage)
    expect(mode.split('|')).toContain(found.mode)
    expect(deadline.split('|')).toContain(found.deadline ?? 'none')
    const isSent = !['none', 'ask_place'].includes(found.mode)
    const first = found.units.find(({ role }) => role === 'lead')?.name
    if (lead !== '' && isSent) expect(lead.split('|')).toContain(first)
  })
})
