import { expect, test } from 'vitest'
import { loadConfig } from '../../db/kernel/config.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer } from '../proposal/create-proposer.ts'
import { createDuties, whatWouldChange } from './what-would-change.ts'

const pack = await readPack(loadConfig({}).packDir)
const propose = await createProposer({ pack, embedder: null })
const duties = createDuties(pack)
const at = new Date('2026-03-02T02:00:00Z')

test('says under which condition or at which place another unit would answer, and never the proposed one', async () => {
  const [district] = pack.units.filter(({ level }) => level === 'district')
  const street = pack.units.find(
    (u) => u.level === 'subdistrict' && u.district_code === district?.code,
  )
  const proposal = await propose({
    channel: 'web',
    text: `${street?.name}小区里面的路灯坏了一个星期`,
    at,
  })
  const lead = proposal.units.find(({ role }) => role === 'lead')
  const changes = whatWouldChange(duties, proposal, at)
  expect(changes.length).toBeGreaterThan(0)
  for (const change of changes) {
    expect(change.unit?.code).not.toBe(lead?.code)
    expect(change.result).not.toBe('')
    expect(pack.catalogue.some(({ line }) => line === change.line)).toBe(true)
  }
  expect(changes.map(({ about }) => about)).toContain('place')
})
