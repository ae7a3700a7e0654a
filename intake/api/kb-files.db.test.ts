import { access, mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manualClock } from '../../db/kernel/clock.ts'
import { newId } from '../../db/kernel/ids.ts'
import { tinyDocx, tinyPdf, tinyXlsx, tinyZip } from '../../kb/testing/tiny-files.ts'
import { createAttachmentFiles, foldersOfHour } from '../attachments/attachment-files.ts'
import { planAttachmentCleaning } from '../attachments/clean-attachments-job.ts'
import { articleFilesDir } from '../attachments/receive-article-file.ts'
import type { DeskFile } from '../protocol/kb-desk-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { articleContent, KB, type KbKit, openKbKit } from '../testing/kb-kit.ts'

/** Forms and guides of articles, from the desk to the public page and off it again. */
const clock = manualClock(new Date('2026-03-02T02:00:00Z'))
let dir: string
let kit: KbKit
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'article-files-'))
  kit = await openKbKit({ clock, env: { ATTACHMENTS_DIR: dir, SESSION_HOURS: '72' } })
})
afterAll(async () => {
  await kit?.site.close()
  await rm(dir, { recursive: true, force: true })
})

const form = tinyPdf(['Form of registration'])
const content = (attachments: DeskFile[] = []) =>
  articleContent({ title: '养鸽登记', questions: ['养鸽子要登记吗'], attachments })

interface Sending {
  name: string
  by?: ConsoleSession
  id?: string
}

const send = (data: Buffer, { name, by = kit.writer, id = newId() }: Sending) =>
  kit.upload<DeskFile & { code?: string }>(by, `/files?client_file_id=${id}`, [{ name, data }])
const create = (attachments: DeskFile[], by = kit.writer) =>
  by.call('POST', `${KB}/articles`, { content: content(attachments), gap_id: null })
const get = (path: string) => fetch(`${kit.site.url}${path}`)
const page = async (key: string) => (await get(`/kb/articles/${key}`)).text()

describe('a file of an article', () => {
  it('is reviewed and published with its version, and goes with the next one', async () => {
    const pdf = (await send(form, { name: '登记表.exe' })).body
    expect(pdf).toMatchObject({ name: '登记表.pdf', mime: 'application/pdf', size: form.length })
    const word = (await send(tinyDocx(['填写说明']), { name: '填写说明.docx' })).body
    // What the client says of a file is not believed.
    const made = await create([{ ...pdf, name: '别的.html', mime: 'text/html', size: 1 }, word])
    const { id } = made.body as { id: string }
    const draft = await kit.read(id)
    expect(draft.content.attachments).toEqual([pdf, word])
    const path = `/kb/articles/${draft.key}/files/${pdf.id}`
    expect((await get(path)).status).toBe(404)
    expect((await get(`/api/v1${KB}/files/${pdf.id}`)).status).toBe(401)

    await kit.publish(id)
    expect(await page(draft.key)).toContain('附件下载')
    expect(await page(draft.key)).toMatch(/登记表\.pdf<\/a> <span class="meta">PDF，1 KB/)
    const file = await get(path)
    expect(file.status).toBe(200)
    expect(Buffer.from(await file.arrayBuffer()).equals(form)).toBe(true)
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('登记表.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    const answer = await get(`/api/v1/kb/articles/${draft.key}`)
    const api = (await answer.json()) as { attachments: { url: string }[] }
    expect(api.attachments).toEqual([pdf, word].map((one) => ({ ...one, url: expect.anything() })))
    expect(api.attachments[0]?.url).toBe(`${kit.site.url}${path}`)

    // A draft without it takes nothing away from what is in force.
    const next = (await kit.writer.post<{ id: string }>(`${KB}/articles/${id}/revise`)).id
    const { row_version } = await kit.read(next)
    const saved = { row_version, content: content([word]) }
    await kit.writer.post(`${KB}/articles/${next}/save`, saved)
    const { diff } = await kit.read(next)
    expect(diff?.fields.map(({ label }) => label)).toEqual(['附件'])
    expect((await get(path)).status).toBe(200)
    await kit.publish(next)
    const now = await page(draft.key)
    expect(now).toContain('填写说明.docx')
    expect(now).not.toContain('登记表.pdf')
    expect((await get(path)).status).toBe(404)
    // The version of before keeps its own, for whoever reads the desk.
    expect((await kit.read(id)).content.attachments).toEqual([pdf, word])
    const { cookie } = kit.reviewer
    const kept = await fetch(`${kit.site.url}/api/v1${KB}/files/${pdf.id}`, { headers: { cookie } })
    expect(kept.status).toBe(200)
    expect(kept.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")

    const audit = await kit.site.database.db
      .selectFrom('audit_events')
      .select(['action', 'detail'])
      .where('action', 'in', ['article.file-added', 'article.file-removed'])
      .orderBy('seq')
      .execute()
    expect(audit.map(({ action, detail }) => [action, detail])).toEqual([
      ['article.file-added', { file: pdf.id, name: '登记表.pdf' }],
      ['article.file-added', { file: word.id, name: '填写说明.docx' }],
      ['article.file-removed', { file: pdf.id, name: '登记表.pdf' }],
    ])
  })

  it('is stored once, however often the same upload comes', async () => {
    const sheet = tinyXlsx([['姓名', '电话']])
    const again = { name: '名单.xlsx', id: 'the-same-upload' }
    const both = await Promise.all([send(sheet, again), send(sheet, again)])
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect(both[1]?.body).toEqual(both[0]?.body)
    expect((await send(sheet, again)).body).toEqual(both[0]?.body)
  })

  it('is a picture made anew, and nothing that is neither document nor picture', async () => {
    const picture = sharp({ create: { width: 30, height: 20, channels: 3, background: '#336699' } })
    const png = await picture.png().toBuffer()
    const { body } = await send(png, { name: '流程图.png' })
    expect(body).toMatchObject({ name: '流程图.jpg', mime: 'image/jpeg' })
    const refused = [
      await send(Buffer.from('<script>alert(1)</script>'), { name: '指南.pdf' }),
      await send(tinyZip([{ name: 'a.exe', data: Buffer.from('MZ') }]), { name: '表.docx' }),
      await send(png.subarray(0, 60), { name: '坏.png' }),
      await send(Buffer.alloc(0), { name: '空.pdf' }),
      await send(Buffer.alloc(21 * 1024 * 1024, '%PDF-1.7\n'), { name: '大.pdf' }),
    ]
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [415, 'kb.file-type-refused'],
      [415, 'kb.file-type-refused'],
      [422, 'attachment.unreadable'],
      [400, 'attachment.empty'],
      [413, 'kb.file-too-large'],
    ])
  })

  it("is refused where it is unknown or another person's upload", async () => {
    const { body } = await send(form, { name: '登记表.pdf' })
    const refusal = { status: 422, body: { code: 'kb.file-unknown' } }
    expect(await create([{ ...body, id: newId() }])).toMatchObject(refusal)
    expect(await create([body], kit.unit)).toMatchObject(refusal)
    // One that stands in the article already may stay, whoever uploaded it.
    const { id } = (await create([body])).body as { id: string }
    const { row_version } = await kit.read(id)
    const saved = { row_version, content: content([body]), rebase: false }
    expect((await kit.unit.call('POST', `${KB}/articles/${id}/save`, saved)).status).toBe(204)
  })

  it('goes a day later where no version names it, the row and the file', async () => {
    const files = createAttachmentFiles(articleFilesDir(dir))
    const there = (id: string) =>
      access(join(files.dir, files.pathOf(id, 'full'))).then(
        () => true,
        () => false,
      )
    const forgotten = (await send(form, { name: '没用上.pdf' })).body
    const named = (await send(form, { name: '用上了.pdf' })).body
    expect((await create([named])).status).toBe(201)
    clock.advance(25 * 3_600_000)
    const now = clock.now()
    // A crash between file and row leaves a file that nobody knows.
    const [folder = ''] = foldersOfHour(now)
    const stray = `${newId().slice(0, -2)}${folder}`
    await files.write(stray, 'full', form)
    const old = new Date(now.getTime() - 25 * 3_600_000)
    await utimes(join(files.dir, files.pathOf(stray, 'full')), old, old)
    await planAttachmentCleaning(kit.site.database.db, now, now)
    await kit.site.runJobs()
    await expect.poll(() => there(forgotten.id), { timeout: 20_000 }).toBe(false)
    await expect.poll(() => there(stray), { timeout: 20_000 }).toBe(false)
    expect(await there(named.id)).toBe(true)
    const rows = await kit.site.database.db.selectFrom('article_files').select('name').execute()
    const names = rows.map(({ name }) => name)
    expect(names).toContain('用上了.pdf')
    expect(names).not.toContain('没用上.pdf')
  })
})
