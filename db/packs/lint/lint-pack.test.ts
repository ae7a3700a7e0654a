import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RowPositions } from '../pack-problems.ts'
import { readPack } from '../read-pack.ts'
import { lintPack } from './lint-pack.ts'

const TODAY = '2026-11-22'
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

describe('lintPack', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'jiesu-lint-'))
    return () => rmSync(dir, { recursive: true })
  })
  function write(files: Record<string, string[]>) {
    for (const [file, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true })
      writeFileSync(join(dir, file), `${lines.join('\n')}\n`)
    }
  }
  /** Lints the town with lines added to files, or (a number) put in place of a line; files may be new. */
  async function lintWith(changes: Record<string, Record<number, string> | string[]>) {
    const files = structuredClone(town)
    for (const [file, change] of Object.entries(changes)) {
      const lines = files[file] ?? []
      if (Array.isArray(change)) files[file] = [...lines, ...change]
      else for (const [n, text] of Object.entries(change)) lines[Number(n) - 1] = text
    }
    write(files)
    const positions: RowPositions = new Map()
    const pack = await readPack(dir, positions)
    return lintPack(pack, positions, TODAY).map(
      (f) => `${f.severity} ${f.check} ${f.file}:${f.line}`,
    )
  }
  const line = (
    number: string,
    code: string,
    rest: { keywords?: string; lead?: string; dates?: string },
  ) =>
    `${number},${code},,,,${rest.keywords ?? ''},,,${rest.lead ?? '@district'},,,,,《水法》第一条,${rest.dates ?? ','},`

  it('is content with a sound pack', async () => {
    expect(await lintWith({})).toEqual([])
  })

  it('warns of a city that does not know an emergency (R11-1)', async () => {
    const none = { 1: 'name: emergency', 2: 'rules: []', 3: '' }
    expect(await lintWith({ 'lexicons/emergency.yaml': none })).toEqual([
      'warning pack.no-emergency :0',
    ])
  })

  const article = (more: string[]) => ['---', ...more, '---', '正文']
  const front = [
    'id: water',
    'title: 停水怎么办',
    'questions: [停水怎么办]',
    'jurisdiction: 小城市',
    'owner: 市水务局',
    'source: { title: 水法 }',
    'valid_from: "2026-01-01"',
    'verify_before: "2027-01-01"',
  ]
  const lexicon = (rules: string[]) => ['name: emergency', 'rules:', ...rules]

  it.each<[string, Parameters<typeof lintWith>[0], string]>([
    // places
    [
      'a code twice',
      { 'jurisdictions.csv': ['10010101,100102,community,另一社区,,,,,test,'] },
      'error jurisdiction.repeated jurisdictions.csv:8',
    ],
    [
      'an orphan place',
      { 'jurisdictions.csv': ['990101,9901,town,孤镇,,,,,test,'] },
      'error jurisdiction.orphan jurisdictions.csv:8',
    ],
    [
      'an alias that names two places without being marked',
      { 'jurisdictions.csv': ['100201,1002,town,坡上镇,河边,,,,test,'] },
      'error alias.ambiguous jurisdictions.csv:5',
    ],
    [
      'a landmark that stands nowhere',
      {
        'landmarks.csv': [
          'name,kind,aliases,jurisdictions,certainty,detail,source,note',
          '大桥,bridge,,,district,,test,',
        ],
      },
      'error landmark.nowhere landmarks.csv:2',
    ],
    [
      'a landmark in an unknown street',
      {
        'landmarks.csv': [
          'name,kind,aliases,jurisdictions,certainty,detail,source,note',
          '大桥,bridge,,东区没有街道,subdistrict,,test,',
        ],
      },
      'error landmark.unknown-place landmarks.csv:2',
    ],
    [
      'a landmark twice',
      {
        'landmarks.csv': [
          'name,kind,aliases,jurisdictions,certainty,detail,source,note',
          '大桥,bridge,,东区,district,,test,',
          '大桥,bridge,,东区,district,,test,',
        ],
      },
      'warning landmark.repeated landmarks.csv:3',
    ],
    [
      'two landmarks of one name in two streets',
      {
        'landmarks.csv': [
          'name,kind,aliases,jurisdictions,certainty,detail,source,note',
          '人民公园,park,,东区河边街道,subdistrict,,test,',
          '山下广场,area,人民公园,东区山下街道,subdistrict,,test,',
        ],
      },
      'error alias.ambiguous landmarks.csv:3',
    ],
    // units
    [
      'a bureau of no district',
      { 'district-bureaus.csv': ['南区,教委,,,官网,2027-01-01,'] },
      'error bureau.district district-bureaus.csv:5',
    ],
    [
      'a bureau of no kind',
      { 'district-bureaus.csv': ['东区,文旅局,,,官网,2027-01-01,'] },
      'error bureau.key district-bureaus.csv:5',
    ],
    [
      'a bureau without a source',
      { 'district-bureaus.csv': { 4: '西区,教委,,,,2027-01-01,' } },
      'warning bureau.no-source district-bureaus.csv:4',
    ],
    [
      'a pattern unit that the table does not list',
      { 'catalogue.csv': [line('2', '0101', { lead: 'unit:西区水务局' })] },
      'error catalogue.unlisted-bureau catalogue.csv:3',
    ],
    [
      'a pattern unit in the list of units',
      { 'units.csv': ['c2,西区水务局,,city,department,,,,,官网,2027-01-01,'] },
      'error unit.unlisted-bureau units.csv:3',
    ],
    [
      'a unit without a class',
      { 'units.csv': ['c2,市气象局,,city,department,,,,,官网,2027-01-01,'] },
      'warning unit.no-class units.csv:3',
    ],
    [
      'a bureau without a class',
      { 'bureaus.csv': ['文旅局,{district}文旅局,,,'] },
      'warning unit.no-class bureaus.csv:4',
    ],
    [
      'a short name of two units',
      { 'units.csv': ['c2,水务公司,水务,region,company,,,,,官网,2027-01-01,'] },
      'error unit.alias units.csv:3',
    ],
    // classes
    [
      'a class code twice',
      { 'taxonomy.csv': ['010101,0101,3,又一个,定义,,,,,,,,'] },
      'error class.repeated taxonomy.csv:6',
    ],
    [
      'a code of the wrong length',
      { 'taxonomy.csv': ['0102,01,3,短码,定义,,,,,,,,'] },
      'error class.level taxonomy.csv:6',
    ],
    [
      'an orphan code',
      { 'taxonomy.csv': ['020101,0201,3,孤类,定义,,,,,,,,'] },
      'error class.orphan taxonomy.csv:6',
    ],
    [
      'a reference to no class',
      { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,马路上有水,,,999999,,,,,积水' } },
      'error class.see-also taxonomy.csv:4',
    ],
    [
      'an unknown element',
      { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,马路上有水,,,,colour,,,,积水' } },
      'error class.element taxonomy.csv:4',
    ],
    [
      'none beside an element',
      { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,马路上有水,,,,none|address,,,,积水' } },
      'error class.element taxonomy.csv:4',
    ],
    [
      'a class without a definition',
      { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,,,,,,,,,积水' } },
      'warning class.undefined taxonomy.csv:4',
    ],
    [
      'near-identical names',
      { 'taxonomy.csv': { 5: '010102,0101,3,积水道路问题,没水,,,,,,,,停水' } },
      'warning class.near-identical taxonomy.csv:5',
    ],
    [
      'a leaf without examples',
      { 'examples.csv': { 3: '010101,桥下也是水' } },
      'warning class.no-example taxonomy.csv:5',
    ],
    [
      'an example of no class',
      { 'examples.csv': ['999999,没有这类'] },
      'error example.class examples.csv:4',
    ],
    [
      'an example in two classes',
      { 'examples.csv': ['010102,门口全是水'] },
      'error example.repeated examples.csv:4',
    ],
    // catalogue
    [
      'a class without a unit',
      { 'catalogue.csv': { 2: line('1', '0101', { keywords: '水' }) } },
      'error class.no-unit taxonomy.csv:2',
    ],
    [
      'a line of no class',
      { 'catalogue.csv': [line('2', '9999', {})] },
      'error catalogue.class catalogue.csv:3',
    ],
    [
      'a bureau that no district has',
      { 'catalogue.csv': [line('2', '0101', { lead: '@bureau:文旅局' })] },
      'error catalogue.bureau catalogue.csv:3',
    ],
    [
      'a unit that nobody knows',
      { 'catalogue.csv': [line('2', '0101', { lead: 'unit:市某局' })] },
      'error catalogue.unit catalogue.csv:3',
    ],
    [
      'a role that nobody knows',
      { 'catalogue.csv': [line('2', '0101', { lead: '@street' })] },
      'error catalogue.role catalogue.csv:3',
    ],
    [
      'a community as lead unit',
      { 'catalogue.csv': [line('2', '0101', { lead: 'unit:东区河边街道桥头社区' })] },
      'error catalogue.community catalogue.csv:3',
    ],
    [
      'the community as a role',
      { 'catalogue.csv': [line('2', '0101', { lead: '@community' })] },
      'error catalogue.community catalogue.csv:3',
    ],
    [
      'a line that says the same again',
      { 'catalogue.csv': [line('2', '01', { lead: '@bureau:水务局' })] },
      'error catalogue.unreachable catalogue.csv:3',
    ],
    [
      'a line that an earlier one takes first',
      {
        'catalogue.csv': [
          line('2', '0101', { keywords: '水|雨' }),
          line('3', '0101', { keywords: '雨', lead: 'unit:市水务局' }),
        ],
      },
      'error catalogue.unreachable catalogue.csv:4',
    ],
    [
      'a contradicting line',
      { 'catalogue.csv': [line('2', '01', { lead: '@district' })] },
      'error catalogue.contradiction catalogue.csv:3',
    ],
    [
      'overlapping validity',
      { 'catalogue.csv': [line('2', '01', { dates: '2026-06-01,' })] },
      'error catalogue.overlap catalogue.csv:3',
    ],
    [
      'a line number twice',
      { 'catalogue.csv': [line('1', '0101', {})] },
      'error catalogue.repeated catalogue.csv:3',
    ],
    [
      'dates that run backwards',
      { 'catalogue.csv': [line('2', '0101', { dates: '2026-12-31,2026-12-01' })] },
      'error catalogue.dates catalogue.csv:3',
    ],
    [
      'an expired line',
      { 'catalogue.csv': [line('2', '0101', { dates: '2025-01-01,2025-12-31' })] },
      'warning catalogue.expired catalogue.csv:3',
    ],
    [
      'a line without a basis',
      { 'catalogue.csv': ['2,0101,,,,,,,@district,,,,,,,,'] },
      'warning catalogue.no-basis catalogue.csv:3',
    ],
    // language
    [
      'a lexicon rule twice',
      {
        'lexicons/e.yaml': lexicon([
          '  - { id: fire, any: [着火], examples: [家里着火] }',
          '  - { id: fire, any: [起火], examples: [起火了] }',
        ]),
      },
      'error lexicon.repeated lexicons/e.yaml:4',
    ],
    [
      'a lexicon rule without examples',
      { 'lexicons/e.yaml': lexicon(['  - { id: fire, any: [着火] }']) },
      'warning lexicon.no-example lexicons/e.yaml:3',
    ],
    [
      'values that differ between languages',
      {
        'texts.yaml': [
          'hello: { zh: 您好, en: Hello }',
          'wait: { zh: "等{minutes}分钟", en: Wait }',
        ],
      },
      'error text.values texts.yaml:2',
    ],
    [
      'an article of no class',
      { 'articles/water.md': article([...front, 'service_codes: ["999999"]']) },
      'error article.class articles/water.md:1',
    ],
    [
      'an article to be verified again',
      { 'articles/water.md': article([...front.slice(0, -1), 'verify_before: "2026-01-01"']) },
      'warning article.stale articles/water.md:1',
    ],
    [
      'a question of two articles',
      {
        'articles/a.md': article(['id: a', ...front.slice(1)]),
        'articles/b.md': article(['id: b', ...front.slice(1)]),
      },
      'warning article.question articles/b.md:1',
    ],
    // calendar
    [
      'a day both off and on',
      {
        'calendar.yaml': [
          'holidays:',
          '  - { date: 2026-05-06, name: 放假 }',
          'workdays:',
          '  - { date: 2026-05-06, name: 上班 }',
        ],
      },
      'error calendar.both calendar.yaml:4',
    ],
    [
      'a season to be verified again',
      {
        'calendar.yaml': [
          'flood_season:',
          '  - { from: "06-01", to: "09-15", verify_before: 2026-05-31 }',
        ],
      },
      'warning calendar.stale calendar.yaml:2',
    ],
    [
      'working days that the citizen is not told of',
      {
        'calendar.yaml': ['days: working'],
        'texts.yaml': ['deadline.7d: { zh: 7天, en: 7 days }'],
      },
      'warning calendar.text texts.yaml:1',
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await lintWith(changes)).toContain(expected)
  })

  it('says when holidays are used that nobody has announced yet', async () => {
    write({ ...town, 'calendar.yaml': ['days: working'] })
    const positions: RowPositions = new Map()
    const pack = await readPack(dir, positions)
    const at = (today: string) => lintPack(pack, positions, today).map(({ check }) => check)
    expect(at('2026-06-01')).not.toContain('calendar.reach')
    expect(at('2060-12-15')).toContain('calendar.reach')
  })

  it('finds the sample city without an error', async () => {
    const positions: RowPositions = new Map()
    const pack = await readPack(fileURLToPath(new URL('../beijing', import.meta.url)), positions)
    const findings = lintPack(pack, positions, TODAY)
    expect(findings.filter((f) => f.severity === 'error')).toEqual([])
    expect(findings.filter((f) => f.line === 0)).toEqual([])
  })
})
