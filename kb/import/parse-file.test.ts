import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { tinyDocx, tinyPdf, tinyXlsx, tinyZip } from '../testing/tiny-files.ts'
import { createFileReader } from './file-reader.ts'
import { parseFile } from './parse-file.ts'
import { importLimits } from './source-article.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jiesu-import-'))
})

async function task(file: string, data: Buffer | string, more: Partial<typeof importLimits> = {}) {
  const path = join(dir, file)
  await writeFile(path, data)
  return { path, file, map: {}, limits: { ...importLimits, ...more } }
}
const parse = async (file: string, data: Buffer | string, more = {}) =>
  await parseFile(await task(file, data, more))

describe('files become articles', () => {
  it('Markdown with front matter, cleaned of what could act', async () => {
    const text =
      '---\nid: cat\ntitle: 养猫登记\nquestions: [养猫要登记吗]\nowner: 街道\nvalid_from: 2026-01-05\n---\n要登记。<script>alert(1)</script><img src=x onerror=alert(1)>\n\n## 费用\n\n20元。'
    const { articles } = await parse('cat.md', text)
    expect(articles[0]).toMatchObject({ sourceId: 'id:cat', key: 'cat' })
    expect(articles[0]?.content).toMatchObject({ title: '养猫登记', valid_from: '2026-01-05' })
    expect(articles[0]?.content.body).toContain('## 费用')
    expect(articles[0]?.content.body).not.toMatch(/script|onerror|alert/)
  })

  it('tables by the names that civil servants use', async () => {
    const csv =
      '问题,标准答案,责任单位,有效期至\n养猫要登记吗,"要，到街道。",街道,2026/12/31\n,没有题目,街道,\n'
    const { articles, problems } = await parse('faq.csv', csv)
    expect(articles).toHaveLength(1)
    expect(articles[0]?.content).toMatchObject({
      owner: '街道',
      valid_until: '2026-12-31',
      body: '要，到街道。',
    })
    expect(problems).toEqual(['第 3 行缺少标题，没有导入'])
    const gb = Buffer.from([
      0xb1, 0xea, 0xcc, 0xe2, 0x2c, 0xb4, 0xf0, 0xb0, 0xb8, 0x0a, 0xc3, 0xa8, 0x2c, 0xb9, 0xb7,
    ])
    expect((await parse('gbk.csv', gb)).articles[0]?.content).toMatchObject({
      title: '猫',
      body: '狗',
    })
    const sheet = tinyXlsx([
      ['标题', '正文'],
      ['养狗登记', '带犬到街道。'],
    ])
    expect((await parse('faq.xlsx', sheet)).articles[0]?.content.title).toBe('养狗登记')
  })

  it('names the columns that there are where one is missing', async () => {
    const refused = parse('bad.csv', '甲,乙\n1,2\n')
    await expect(refused).rejects.toMatchObject({ code: 'kb.import-columns' })
    await expect(refused).rejects.toThrow('甲、乙')
  })

  it('JSON, HTML, Word and PDF', async () => {
    const json = JSON.stringify({ articles: [{ title: '甲', body: '乙。' }, { title: '丙' }] })
    expect(await parse('a.json', json)).toMatchObject({
      problems: [expect.stringContaining('第 2 项')],
    })
    const html =
      '<html><head><title>停车</title></head><body><nav>首页</nav><article><h2>费用</h2><p onclick="x()">2元</p></article></body></html>'
    const page = (await parse('p.html', html)).articles[0]?.content
    expect(page).toMatchObject({ title: '停车', body: '## 费用\n\n2元' })
    const word = (await parse('w.docx', tinyDocx(['可以办。', '# 材料', '身份证。']))).articles[0]
    expect(word?.content.body).toBe('可以办。\n\n## 材料\n\n身份证。')
    const pdf = (await parse('d.pdf', tinyPdf(['Bring your identity card.', 'Second page.'])))
      .articles[0]
    expect(pdf?.content.body).toContain('identity card')
    expect(pdf?.notes[0]).toContain('请核对')
  })
})

describe('what is made to break its reader', () => {
  it('is refused by what it declares, and by what it holds', async () => {
    const zeros = Buffer.alloc(3 * 1024 * 1024)
    const honest = tinyZip([{ name: 'word/document.xml', data: zeros }])
    const lying = tinyZip([{ name: 'word/document.xml', data: zeros, declared: 10 }])
    for (const [file, data] of [
      ['a.docx', honest],
      ['b.xlsx', lying],
    ] as const) {
      const refused = parse(file, data, { maxUnpackedMegabytes: 1 })
      await expect(refused, file).rejects.toMatchObject({ code: 'kb.import-bomb' })
    }
    const many = tinyZip(
      Array.from({ length: 50 }, (_, i) => ({ name: `${i}`, data: Buffer.from('x') })),
    )
    await expect(parse('c.docx', many, { maxEntries: 20 })).rejects.toMatchObject({
      code: 'kb.import-bomb',
    })
  })

  it('a PDF of too many pages, a file too large, a broken one, an empty one, another kind', async () => {
    const pages = Array.from({ length: 200 }, (_, i) => `Page number ${i} of a long rule.`)
    const long = (await parse('ok.pdf', tinyPdf(pages))).articles[0]
    expect(long?.content.body).toContain('Page number 199')
    const over = parse('long.pdf', tinyPdf(pages), { maxPages: 100 })
    await expect(over).rejects.toMatchObject({ code: 'kb.import-pages' })
    await expect(parse('big.md', 'x'.repeat(2048), { maxMegabytes: 0.001 })).rejects.toMatchObject({
      code: 'kb.import-too-large',
    })
    await expect(parse('x.docx', 'not a zip')).rejects.toMatchObject({
      code: 'kb.import-unreadable',
    })
    await expect(parse('x.pdf', 'not a pdf')).rejects.toMatchObject({
      code: 'kb.import-unreadable',
    })
    await expect(parse('x.json', '{')).rejects.toMatchObject({ code: 'kb.import-unreadable' })
    await expect(parse('x.exe', 'MZ')).rejects.toMatchObject({ code: 'kb.import-type' })
    await expect(parse('empty.pdf', tinyPdf(['']))).rejects.toMatchObject({
      code: 'kb.import-empty',
    })
  })

  it('is read by a process with limits, which says what happened in Chinese', async () => {
    const reader = createFileReader()
    const read = await reader.read(await task('t.md', '# 题目\n\n内容。'))
    expect(read.articles[0]?.content.title).toBe('题目')
    const late = createFileReader().read(await task('late.md', '# 题', { seconds: 0.001 }))
    await expect(late).rejects.toMatchObject({ code: 'kb.import-timeout' })
    const broken = reader.read(await task('broken.docx', 'x'))
    await expect(broken).rejects.toThrow('broken.docx 读不出来')
    const rows = JSON.stringify(
      Array.from({ length: 400_000 }, (_, i) => ({ title: `${i}`, body: 'x' })),
    )
    const hungry = createFileReader().read(await task('hungry.json', rows, { memoryMegabytes: 24 }))
    reader.close()
    await expect(hungry).rejects.toMatchObject({ code: 'kb.import-memory' })
  }, 60_000)
})
