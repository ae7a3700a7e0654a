import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { lintPack } from '../lint/lint-pack.ts'
import type { RowPositions } from '../pack-problems.ts'
import { readPack } from '../read-pack.ts'

export const TODAY = '2026-11-22'
const catalogueHead =
  'line,service_code,when_place,when_respondent,when_owner,when_keywords,when_not_keywords,when_time,lead,supporting,copies,mode,deadline,legal_basis,valid_from,valid_until,note'
const taxonomyHead =
  'code,parent,level,name,definition,includes,excludes,see_also,required_elements,usual_kind,deadline,frequency,keywords'

/** A town with nothing to complain about. */
const town: Record<string, string[]> = {
  'pack.yaml': [
    'code: town',
    'name: 小城数据包',
    'city: 小城市',
    'version: "1"',
    'effective: "2026-01-01"',
    'timezone: Asia/Shanghai',
  ],
  'jurisdictions.csv': [
    'code,parent,kind,name,aliases,former_names,lng,lat,source,note',
    '10,,city,小城市,,,,,test,',
    '1001,10,district,东区,,,,,test,',
    '1002,10,district,西区,,,,,test,',
    '100101,1001,subdistrict,河边街道,河边,,,,test,',
    '100102,1001,subdistrict,山下街道,山下,,,,test,',
    '10010101,100101,community,桥头社区,,,,,test,',
  ],
  'bureaus.csv': [
    'key,pattern,short_names,duty,on_call',
    '水务局,{district}水务局,,管水,',
    '教委,{district}教委,,管学校,',
  ],
  'district-bureaus.csv': [
    'district,bureau,name,aliases,source,verify_before,note',
    '东区,水务局,,,官网,2027-01-01,',
    '东区,教委,,,官网,2027-01-01,',
    '西区,教委,,,官网,2027-01-01,',
  ],
  'units.csv': [
    'code,name,short_names,level,kind,parent,duty,on_call,phone,source,verify_before,note',
    'c1,市水务局,水务,city,department,,管水,,,官网,2027-01-01,',
  ],
  'taxonomy.csv': [
    taxonomyHead,
    '01,,1,水务,水的事,,,,address,,,,',
    '0101,01,2,积水,路上有水,,,,,,,,',
    '010101,0101,3,道路积水,马路上有水,,,,,,,,积水',
    '010102,0101,3,学校停水,学校没有水,,,,none,,,,停水',
  ],
  'catalogue.csv': [
    catalogueHead,
    '1,01,,,,,,,@bureau:水务局,unit:市水务局|@bureau:教委,,,,《水法》第一条,,,',
  ],
  'examples.csv': ['service_code,text', '010101,门口全是水', '010102,学校没水了'],
  'lexicons/emergency.yaml': [
    'name: emergency',
    'rules:',
    '  - { id: fire, any: [着火], examples: [着火了] }',
  ],
}

/** Lines to add to a file, or (a number) to put in place of a line; files may be new. */
type TownChanges = Record<string, Record<number, string> | string[]>

/** Reads a pack from files that exist for so long. */
async function readFiles(files: Record<string, string[]>, positions: RowPositions) {
  const dir = mkdtempSync(join(tmpdir(), 'jiesu-lint-'))
  try {
    for (const [file, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true })
      writeFileSync(join(dir, file), `${lines.join('\n')}\n`)
    }
    return await readPack(dir, positions)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** What is found in the town with changes, as `severity check file:line`. */
export async function lintTown(changes: TownChanges, today = TODAY): Promise<string[]> {
  const files = structuredClone(town)
  for (const [file, change] of Object.entries(changes)) {
    const lines = files[file] ?? []
    if (Array.isArray(change)) files[file] = [...lines, ...change]
    else for (const [n, text] of Object.entries(change)) lines[Number(n) - 1] = text
  }
  const positions: RowPositions = new Map()
  const pack = await readFiles(files, positions)
  return lintPack(pack, positions, today).map((f) => `${f.severity} ${f.check} ${f.file}:${f.line}`)
}

/** One test a fault: what is wrong, how the town is changed, what is found. */
export function itFinds(faults: readonly [what: string, changes: TownChanges, found: string][]) {
  it.each(faults)('%s', async (_, changes, found) => {
    expect(await lintTown(changes)).toContain(found)
  })
}

/** A line of the catalogue. */
export const catalogueLine = (
  number: string,
  code: string,
  rest: { keywords?: string; lead?: string; dates?: string },
) =>
  `${number},${code},,,,${rest.keywords ?? ''},,,${rest.lead ?? '@district'},,,,,《水法》第一条,${rest.dates ?? ','},`
