import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChains } from '../../db/audit/verify-chains.ts'
import { tinyDocx, tinyPdf, tinyXlsx, tinyZip } from '../../kb/testing/tiny-files.ts'
import type { DeskArticle } from '../protocol/kb-desk-api.ts'
import type { ImportResult } from '../protocol/kb-import-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { type GivenFile, type KbKit, openKbKit } from '../testing/kb-kit.ts'

let kit: KbKit
beforeAll(async () => {
  kit = await openKbKit()
})
afterAll(() => kit?.site.close())

const upload = (who: ConsoleSession, files: readonly GivenFile[], query = '') =>
  kit.upload<ImportResult>(who, `/imports${query}`, files)
const makeDrafts = (who: ConsoleSession, id: string) =>
  who.call('POST', `/console/kb/imports/${id}/drafts`)
const kinds = ({ items }: ImportResult) => items.map(({ title, kind }) => `${title} ${kind}`)
const drafts = () =>
  kit.site.database.db.selectFrom('articles').select(['id', 'title', 'version']).execute()

const folder: GivenFile[] = [
  { name: '遛狗.md', data: '# 遛狗要拴绳\n\n要拴绳。\n\n## 费用\n\n不收费。' },
  { name: '问答.csv', data: '问题,答案\n养猫要登记吗,要。\n,没有题目\n' },
  {
    name: '表.xlsx',
    data: tinyXlsx([
      ['标题', '正文'],
      ['养狗登记', '带犬到街道。'],
    ]),
  },
  { name: '页.html', data: '<title>停车</title><main><p>2元<script>x()</script></p></main>' },
  { name: '文.docx', data: tinyDocx(['可以办。', '# 材料', '身份证。']) },
  { name: '规.pdf', data: tinyPdf(['Bring your identity card.']) },
  { name: '一.json', data: '[{"title": "过桥费", "body": "不收。"}]' },
]

describe('an upload', () => {
  it('says what would become of each file, and then makes the drafts once', async () => {
    const bomb = tinyZip([{ name: 'word/document.xml', data: Buffer.alloc(12 * 1024 * 1024) }])
    const seen = await upload(kit.writer, [
      ...folder,
      { name: '炸.docx', data: bomb },
      { name: 'x.exe', data: 'MZ' },
    ])
    expect(seen.status, JSON.stringify(seen.body)).toBe(201)
    expect(seen.body.items.map(({ kind }) => kind)).toEqual(Array(7).fill('new'))
    expect(seen.body.files.map(({ file, articles }) => `${file} ${articles}`)).toEqual([
      ...folder.map(({ name }) => `${name} 1`),
      '炸.docx 0',
      'x.exe 0',
    ])
    const problems = seen.body.files.flatMap((one) => one.problems)
    expect(problems.join()).toMatch(/第 3 行缺少标题.*kb\.import-bomb.*kb\.import-type/)
    expect(await drafts()).toEqual([])

    const [first, second] = await Promise.all([
      makeDrafts(kit.writer, seen.body.id),
      makeDrafts(kit.writer, seen.body.id),
    ])
    expect([first.status, second.status].filter((status) => status === 200).length).toBeGreaterThan(
      0,
    )
    for (const { status } of [first, second]) expect([200, 409]).toContain(status)
    expect(await drafts()).toHaveLength(7)
    const again = await makeDrafts(kit.writer, seen.body.id)
    expect(again).toMatchObject({ status: 200, body: { done: true } })
    expect(await drafts()).toHaveLength(7)
    const page = (again.body as ImportResult).items.find(({ title }) => title === '停车')
    const draft = await kit.writer.get<DeskArticle>(`/console/kb/articles/${page?.article_id}`)
    expect(draft).toMatchObject({ state: 'draft', content: { body: '2元', jurisdiction: '小城' } })
    expect(draft.writer).not.toBeNull()
    expect((await verifyChains(kit.site.database.db)).ok).toBe(true)
  })

  it('of the same files changes nothing, and of a changed one shows what changes', async () => {
    expect(
      kinds((await upload(kit.writer, folder)).body).every((one) => one.endsWith(' same')),
    ).toBe(true)
    const changed = { name: '遛狗.md', data: '# 遛狗要拴绳\n\n要拴绳。\n\n## 费用\n\n收费5元。' }
    const seen = await upload(kit.reviewer, [changed, { name: '遛狗.md', data: '别的' }])
    expect(seen.body.items.map(({ kind }) => kind)).toEqual(['changed', 'invalid'])
    const lines = seen.body.items[0]?.diff?.body ?? []
    expect(lines.map(({ kind, text }) => `${kind} ${text}`)).toContain('added 收费5元。')
    expect((await makeDrafts(kit.writer, seen.body.id)).body).toMatchObject({
      code: 'kb.import-gone',
    })
    expect((await makeDrafts(kit.reviewer, seen.body.id)).status).toBe(200)
    expect(await drafts()).toHaveLength(7)
  })

  it('of a packed folder is the folder, and columns may be named', async () => {
    const part = (name: string, text: string) => ({ name, data: Buffer.from(text) })
    const zip = tinyZip([
      part('政策/甲.md', '# 甲\n\n甲的正文。'),
      part('政策/深/乙.md', '# 乙\n\n乙的正文。'),
      part('__MACOSX/政策/._甲.md', 'x'),
      part('政策/坏.pdf', 'not a pdf'),
      part('政策/图.png', 'x'),
    ])
    const { body } = await upload(kit.writer, [{ name: '政策.zip', data: zip }])
    expect(body.items.map(({ source_id }) => source_id)).toEqual([
      'file:政策/甲.md',
      'file:政策/深/乙.md',
    ])
    expect(body.files[0]?.problems).toEqual([expect.stringContaining('kb.import-unreadable')])
    const odd = [{ name: '怪.csv', data: '甲,乙\n路灯,报修。\n' }]
    expect((await upload(kit.writer, odd)).body.files[0]?.problems.join()).toContain(
      'kb.import-columns',
    )
    const query = `?map=${encodeURIComponent('title=甲')}&map=${encodeURIComponent('body=乙')}`
    expect(kinds((await upload(kit.writer, odd, query)).body)).toEqual(['路灯 new'])
  })

  it('is for those who write, and a unit’s stays with its unit', async () => {
    const operator = await kit.site.staff(['operator'])
    expect((await upload(operator, folder)).status).toBe(403)
    const csv = '标题,正文,主管单位\n我们的,正文。,\n别人的,正文。,甲区二街道\n'
    const { body } = await upload(kit.unit, [{ name: '街道.csv', data: csv }])
    expect(kinds(body)).toEqual(['我们的 new', '别人的 invalid'])
    expect(body.items[1]?.problem).toContain('甲区一街道')
    const foreign = await upload(kit.unit, [
      { name: '遛狗.md', data: '# 遛狗要拴绳\n\n改成别的。' },
    ])
    expect(foreign.body.items[0]?.kind).toBe('invalid')
    expect(await upload(kit.writer, [])).toMatchObject({ body: { code: 'kb.import-none' } })
    const many = Array.from({ length: 51 }, (_, i) => ({ name: `${i}.md`, data: '# 题\n\n文' }))
    expect(await upload(kit.writer, many)).toMatchObject({
      status: 413,
      body: { code: 'kb.import-too-many' },
    })
  })
})
