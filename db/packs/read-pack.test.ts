import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RowPositions } from './pack-problems.ts'
import { readPack } from './read-pack.ts'

const meta = `code: town
name: 小城数据包
city: 小城市
version: "1"
effective: 2026-01-01
timezone: Asia/Shanghai
`
const jurisdictions = `code,parent,kind,name,aliases,former_names,lng,lat,source,note
10,,city,小城市,,,,,test,
1001,10,district,东区,,,121.5,31.2,test,
1002,10,development_zone,小城开发区,开发区,,,,test,
100101,1001,subdistrict,河边街道,河边,,,,test,
100102,1001,area,山下地区,山下乡|山下,,,,test,
10010101,100101,community,桥头社区,,,,,test,
`

describe('readPack', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'jiesu-pack-'))
    write('pack.yaml', meta)
    return () => rmSync(dir, { recursive: true })
  })
  function write(file: string, text: string) {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), text)
  }
  const problemsOf = async () => {
    const error: unknown = await readPack(dir).catch((caught: unknown) => caught)
    return error instanceof Error ? error.message : 'none'
  }

  it('takes a pack of one file', async () => {
    const pack = await readPack(dir)
    expect(pack.meta).toMatchObject({ code: 'town', version: '1', hotline: '12345' })
    expect(pack).toMatchObject({ jurisdictions: [], units: [], lexicons: {}, articles: [] })
  })

  it('says when there is no pack', async () => {
    await expect(readPack(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'pack.unreadable' })
  })

  it('reads the parts of a table in name order, with a byte order mark and quoted cells', async () => {
    const header = 'service_code,text\n'
    write('examples/b.csv', `\uFEFF${header}0102,"说了""三遍"",\n没人管"\n`)
    write('examples/a.csv', `${header}0101, 楼道灯坏了 \n\n`)
    write('examples.csv', `${header}0100,第一\n`)
    expect((await readPack(dir)).examples).toEqual([
      { service_code: '0100', text: '第一' },
      { service_code: '0101', text: '楼道灯坏了' },
      { service_code: '0102', text: '说了"三遍",\n没人管' },
    ])
  })

  it('names units as the city writes them', async () => {
    write('jurisdictions.csv', jurisdictions)
    write(
      'bureaus.csv',
      'key,pattern,short_names,duty,on_call\n教委,{district}教委,{district}教育局,管学校。,是\n' +
        '卫生健康委,{district}卫生健康委,,管医院。,\n公安分局,市公安局{short}分局,,,true\n',
    )
    write(
      'district-bureaus.csv',
      'district,bureau,name,aliases,source,verify_before,note\n东区,教委,,,,,\n东区,公安分局,,,,,\n' +
        '小城开发区,教委,小城开发区社会局,开发区社会局,,,\n小城开发区,卫生健康委,小城开发区社会局,,,,\n',
    )
    write(
      'units.csv',
      'code,name,short_names,level,kind,parent,duty,on_call,phone,source,verify_before,note\n' +
        'city.water,市水务局,水务局,city,department,,管水。,false,,,,\n',
    )
    const positions: RowPositions = new Map()
    const { units, jurisdictions: places } = await readPack(dir, positions)
    const standing = [places[3], units[2], units[6], units[7]].map((row) =>
      positions.get(row ?? {}),
    )
    expect(standing).toEqual([
      { file: 'jurisdictions.csv', line: 5 },
      { file: 'jurisdictions.csv', line: 5 },
      { file: 'district-bureaus.csv', line: 4 },
      { file: 'units.csv', line: 2 },
    ])
    expect(units.map(({ code, name, level }) => `${code} ${name} ${level}`)).toEqual([
      '1001 东区 district',
      '1002 小城开发区 district',
      '100101 东区河边街道 subdistrict',
      '100102 东区山下地区 subdistrict',
      '1001:教委 东区教委 bureau',
      '1001:公安分局 市公安局东分局 bureau',
      '1002:教委 小城开发区社会局 bureau',
      'city.water 市水务局 city',
    ])
    expect(units[3]?.short_names).toEqual(['山下地区', '山下乡', '山下', '东区山下乡', '东区山下'])
    expect(units[6]).toMatchObject({
      duty: '管学校。管医院。',
      on_call: true,
      district_code: '1002',
      short_names: ['开发区社会局', '小城开发区教育局'],
    })
  })

  it('lists everything that is wrong, with file and line', async () => {
    write(
      'jurisdictions.csv',
      `${jurisdictions}x,1001,nonsense,甲,,,,,,\ny,1001,town,乙,,,abc,,,\n`,
    )
    write('examples.csv', 'service_code,text,typo\n0101,少了一列\n0101,,\n')
    const message = await problemsOf()
    expect(message).toContain('有 5 处错误')
    expect(message).toContain('jurisdictions.csv:8：kind')
    expect(message).toContain('jurisdictions.csv:9：lng')
    expect(message).toContain('examples.csv:1：没有“typo”这一列')
    expect(message).toContain('examples.csv:2：有 2 列，应为 3 列')
    expect(message).toContain('examples.csv:3：text')
  })

  it.each([
    ['examples.csv', 'service_code,text\n0101,"没有收尾\n0102,后面\n', 'examples.csv:'],
    ['pack.yaml', `${meta}hotline: [`, 'pack.yaml:'],
    ['pack.yaml', `${meta}required_precision: 95\n`, 'required_precision'],
    ['texts.yaml', 'greeting:\n  zh: 您好\n  en: Hello\nbye:\n  zh: 再见\n', 'texts.yaml:5'],
    ['lexicons/a.yaml', 'name: a\nrules:\n  - id: r\n    any: ["("]\n', '规则 r'],
    ['articles/a.md', '# 没有说明\n', 'articles/a.md:1'],
    ['articles/a.md', '---\nid: a\ntitle: [1\n---\n正文', 'articles/a.md:'],
    ['articles/a.md', '---\nid: A 1\n---\n正文', 'articles/a.md:2：id'],
  ])('says where %s is broken', async (file, text, expected) => {
    write(file, text)
    expect(await problemsOf()).toContain(expected)
  })

  it('refuses two units of one name', async () => {
    write('jurisdictions.csv', `${jurisdictions}100103,1001,town,河边街道,,,,,test,\n`)
    expect(await problemsOf()).toContain('东区河边街道')
  })

  it('reads lexicons with shared patterns, and articles', async () => {
    const aliases = Array.from(
      { length: 150 },
      (_, n) => `  - { id: r${n}, any: [火], not: [*p] }\n`,
    )
    write(
      'lexicons/fire.yaml',
      `name: fire\nrules:\n  - { id: a, any: [&p 火车] }\n${aliases.join('')}`,
    )
    write(
      'articles/permit.md',
      '---\r\nid: permit\r\ntitle: 居住证\r\nquestions: [居住证怎么办]\r\njurisdiction: 小城市\r\nowner: 市公安局\r\n' +
        'source: { title: 办法 }\r\nvalid_from: 2026-01-01\r\nverify_before: 2027-01-01\r\n---\r\n# 材料\r\n照片\r\n',
    )
    const pack = await readPack(dir)
    expect(pack.lexicons['fire']).toHaveLength(151)
    expect(pack.lexicons['fire']?.[1]).toMatchObject({ not: ['火车'], scope: 'sentence' })
    expect(pack.articles[0]).toMatchObject({
      id: 'permit',
      valid_from: '2026-01-01',
      state: 'published',
      body: '# 材料\n照片',
    })
  })

  it('gives the same content the same hash, and another content another', async () => {
    write('jurisdictions.csv', jurisdictions)
    const first = await readPack(dir)
    expect((await readPack(dir)).content_hash).toBe(first.content_hash)
    write('jurisdictions.csv', jurisdictions.replace('桥头', '桥尾'))
    expect((await readPack(dir)).content_hash).not.toBe(first.content_hash)
  })
})
