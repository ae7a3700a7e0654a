import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../db/kernel/config.ts'
import type { CatalogueEntry } from '../../db/packs/pack.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { createUnitDirectory } from '../catalogue/unit-directory.ts'
import { draftLine, linesToCsv, roleOf } from './draft-line.ts'

const pack = await readPack(loadConfig({}).packDir)
const directory = createUnitDirectory(pack)
const city = { pack, directory }
const districts = pack.units.filter(({ level }) => level === 'district')
const [bureau] = pack.bureaus
const bureaus = districts.flatMap(({ name }) => directory.bureau(name, bureau?.key ?? '') ?? [])
const entry = pack.catalogue.find(({ lead }) => lead === '@subdistrict') as CatalogueEntry

describe('a draft of a catalogue line', () => {
  it('names a role where the units of many places have one', () => {
    expect(bureaus.length).toBeGreaterThan(2)
    for (const unit of bureaus) expect(roleOf(unit, city)).toBe(`@bureau:${bureau?.key}`)
    const draft = draftLine(
      entry,
      bureaus.map((unit) => ({ unit, count: 1 })),
      city,
    )
    expect(draft?.row).toMatchObject({
      line: entry.line,
      lead: `@bureau:${bureau?.key}`,
      service_code: entry.service_code,
    })
    expect(draft?.row.supporting).toContain('@subdistrict')
    expect(draft?.reason).toContain(`被改派 ${bureaus.length} 次`)
  })

  it('names the unit where it stands for itself, and drafts nothing without overrides', () => {
    const unit = pack.units.find(({ level }) => level === 'enterprise')
    if (!unit) throw new Error('the pack has no enterprise')
    expect(draftLine(entry, [{ unit, count: 3 }], city)?.row.lead).toBe(`unit:${unit.name}`)
    expect(draftLine(entry, [], city)).toBeNull()
  })

  it('is a row of the pack’s own format', () => {
    const csv = linesToCsv([{ ...entry, note: '有逗号,和"引号"' }])
    const [header = '', row = ''] = csv.split('\n')
    expect(header).toMatch(/^line,service_code,when_place/)
    expect(row).toContain('"有逗号,和""引号"""')
    expect(header.split(',')).toHaveLength(17)
  })
})
