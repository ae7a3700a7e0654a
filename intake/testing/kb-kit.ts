import { expect } from 'vitest'
import type { ArticleContent, DeskArticle } from '../protocol/kb-desk-api.ts'
import type { ConsoleSession } from './console-session.ts'
import { createTestApp, type TestAppOptions } from './test-app.ts'

export const KB = '/console/kb'

/** An article that lacks nothing. */
export const articleContent = (more: Partial<ArticleContent> = {}): ArticleContent => ({
  title: '宠物猫登记',
  questions: ['养猫要登记吗', '宠物猫怎么登记'],
  topics: ['养宠物'],
  service_codes: [],
  service_points: [],
  jurisdiction: '小城',
  audience: '养猫的人',
  owner: '甲区一街道',
  source: { title: '《小城宠物办法》', issuer: '小城', date: '2026-01-01', url: '' },
  valid_from: '2026-01-01',
  valid_until: '',
  review_due: '2026-12-01',
  verify_before: '2026-12-01',
  attachments: [],
  body: '养猫要登记，带身份证到街道办理。\n\n## 费用\n\n登记费20元。',
  ...more,
})

export interface GivenFile {
  name: string
  data: Buffer | string
}

export type KbKit = Awaited<ReturnType<typeof openKbKit>>

/** An app with those who write, approve and own articles. */
export async function openKbKit(options: TestAppOptions = {}) {
  const site = await createTestApp(options)
  const writer = await site.staff(['supervisor'])
  const reviewer = await site.staff(['reviewer'])
  const read = (id: string, who = reviewer) => who.get<DeskArticle>(`${KB}/articles/${id}`)
  const act = async (who: ConsoleSession, id: string, action: string, reason = '') => {
    const { row_version } = await read(id)
    return await who.call('POST', `${KB}/articles/${id}/${action}`, { row_version, reason })
  }
  return {
    site,
    writer,
    reviewer,
    /** The unit that owns the article, and another one. */
    unit: await site.staff(['unit'], '甲区一街道'),
    stranger: await site.staff(['unit'], '甲区二街道'),
    read,
    act,
    /** Writes a draft, if need be for a gap. */
    write: async (who: ConsoleSession, content: ArticleContent, gap: string | null = null) =>
      (await who.post<{ id: string }>(`${KB}/articles`, { content, gap_id: gap })).id,
    /** Submits and approves it. */
    publish: async (id: string, by = writer) => {
      expect((await act(by, id, 'submit')).status).toBe(204)
      const done = await act(reviewer, id, 'publish')
      expect(done.status, JSON.stringify(done.body)).toBe(204)
    },
    /** Uploads files as the desk's form does. */
    upload: async <T>(who: ConsoleSession, path: string, files: readonly GivenFile[]) => {
      const body = new FormData()
      for (const { name, data } of files)
        body.append('file', new Blob([new Uint8Array(Buffer.from(data))]), name)
      const headers = { cookie: who.cookie, origin: site.url, 'x-csrf-token': who.csrf }
      const url = `${site.url}/api/v1${KB}${path}`
      const response = await fetch(url, { method: 'POST', headers, body })
      return { status: response.status, body: (await response.json()) as T }
    },
  }
}
