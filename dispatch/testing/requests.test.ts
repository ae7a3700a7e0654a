import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer } from '../proposal/create-proposer.ts'
import { type Proposal, proposal } from '../proposal/proposal.ts'
import { type Figures, type RequestCase, scoreProposal } from './score-proposal.ts'

/** The least share that each figure must reach; `docs/accuracy.md` has the figures of the day. */
const floors: Record<string, number> = {
  triage: 0.96,
  emergency: 1,
  no_false_card: 0.99,
  number: 0.95,
  kind: 0.93,
  place: 0.97,
  lead: 0.88,
  lead_top3: 0.95,
  mode: 0.93,
  deadline: 0.93,
  parts: 0.97,
  confidential: 1,
  whole: 0.8,
}

/** The second file was written before its author had seen a result, and run once before anything was changed. */
const cases = ['requests.jsonl', 'requests-2.jsonl'].flatMap((name) =>
  readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RequestCase),
)

describe('hand-written requests on the pack', () => {
  const figures: Figures = new Map()
  const found: Proposal[] = []

  beforeAll(async () => {
    const propose = await createProposer({
      pack: await readPack('db/packs/beijing'),
      embedder: null,
    })
    for (const { channel, text, expect: wanted } of cases) {
      const result = await propose({ channel, text, at: new Date('2026-03-10T02:00:00Z') })
      found.push(result)
      scoreProposal(figures, result, wanted)
    }
  }, 60_000)

  it('gives proposals of the contract', () => {
    for (const result of found) expect(proposal.safeParse(result).error).toBeUndefined()
  })
  it.each(Object.entries(floors))('%s reaches %d', (name, floor) => {
    const { right, all } = figures.get(name) ?? { right: 0, all: 0 }
    expect(all).toBeGreaterThan(0)
    expect(right / all, `${name}: ${right} of ${all}`).toBeGreaterThanOrEqual(floor)
  })
})
