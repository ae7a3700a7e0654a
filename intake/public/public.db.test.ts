import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let site: TestApp
beforeAll(async () => {
  site = await createTestApp({ env: { EMBED_ORIGINS: 'https://www.example.gov.cn' } })
})
afterAll(() => site.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${site.url}${path}`, { headers })
const page = async (path: string) => (await get(path)).text()

async function publish(
  id: string,
  changes: { title?: string; body?: string; state?: string } = {},
) {
  const {
    title = '居住证怎么办',
    body = '在居住地申请居住证。\n\n## 材料\n\n- 身份证',
    state = 'published',
  } = changes
  const { db } = site.database
  const front = {
    id,
    title,
    questions: [title],
    topics: ['户籍'],
    jurisdiction: '云州市',
    owner: '市公安局',
    source: { title: '《居住证暂行条例》', issuer: '国务院', date: '2016-01-01' },
    valid_from: '2016-01-01',
    verify_before: '2099-01-01',
  }
  const at = new Date()
  await db.deleteFrom('articles').where('article_key', '=', id).execute()
  await db
    .insertInto('articles')
    .values({
      id: crypto.randomUUID(),
      article_key: id,
      version: 1,
      state: state as 'published',
      title,
      body,
      front: JSON.stringify(front),
      content_hash: crypto.randomUUID(),
      published_at: at,
      created_at: at,
    })
    .execute()
}

// First: what other tests read would be counted as well.
describe('what the desk learns of it', () => {
  const counted = async () => {
    const rows = await site.database.db
      .selectFrom('kb_usage')
      .select(['way', 'article_key', 'count'])
      .orderBy('way')
      .orderBy('article_key')
      .execute()
    return rows.map(({ way, article_key, count }) => `${way} ${article_key} ${count}`)
  }
  it('is how often something was read, looked for, and looked for in vain', async () => {
    await publish('permit-test')
    const first = await get('/kb/articles/permit-test')
    const again = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await get('/kb/articles/permit-test', again)).status).toBe(304)
    await get('/api/v1/kb/articles/permit-test')
    // A browser that loads ahead, a look at the head, and an article that is not there count nothing.
    await get('/kb/articles/permit-test', { 'sec-purpose': 'prefetch' })
    await fetch(`${site.url}/kb/articles/permit-test`, { method: 'HEAD' })
    await get('/kb/articles/none-such')
    expect(await page('/kb?q=居住证')).toContain('与“居住证”有关的资料')
    const vain = await page('/kb?q=月球车票在哪里买，我的电话13800138000')
    expect(vain).toContain('没有查到')
    await get('/api/v1/kb/search?q=月球车票在哪里买，我的电话13800138000')
    await get('/kb?q=asdf')
    await vi.waitFor(async () => {
      expect(await counted()).toEqual(['search  4', 'search_empty  3', 'view permit-test 3'])
    }, 20_000)
    const questions = await site.database.db
      .selectFrom('kb_questions')
      .select(['text', 'outcome', 'origin'])
      .execute()
    expect(questions).toEqual([
      { text: '月球车票在哪里买，我的电话[电话]', outcome: 'refused', origin: 'public' },
    ])
  })
})

describe('the public pages', () => {
  it('find an article, show it with its source, and forget it when it is withdrawn', async () => {
    await publish('permit-test')
    const found = await page('/kb?q=居住证')
    expect(found).toContain('/kb/articles/permit-test')
    const article = await page('/kb/articles/permit-test')
    expect(article).toContain('<h1>居住证怎么办</h1>')
    expect(article).toContain('《居住证暂行条例》，国务院，2016-01-01')
    expect(article).toContain('<li>身份证</li>')
    expect(await page('/sitemap.xml')).toContain('/kb/articles/permit-test')
    expect(await page('/kb/feed.xml')).toContain('居住证怎么办')
    await publish('permit-test', { state: 'withdrawn' })
    expect(await page('/kb?q=居住证')).not.toContain('permit-test')
    const gone = await get('/kb/articles/permit-test')
    expect(gone.status).toBe(404)
    expect(await gone.text()).toContain('没有这条资料')
  })
  it('let a cache keep a page until something is published', async () => {
    const first = await get('/kb')
    const etag = first.headers.get('etag') ?? ''
    expect((await get('/kb', { 'if-none-match': etag })).status).toBe(304)
    const others = ['/kb/feed.xml', '/api/v1/kb/search?q=居住证']
    const marks = await Promise.all(
      others.map(async (path) => (await get(path)).headers.get('etag') ?? ''),
    )
    const kept = (i: number) => get(others[i] ?? '', { 'if-none-match': marks[i] ?? '' })
    expect([(await kept(0)).status, (await kept(1)).status]).toEqual([304, 304])
    await publish('another-test', { title: '另一条' })
    expect((await get('/kb', { 'if-none-match': etag })).status).toBe(200)
    expect([(await kept(0)).status, (await kept(1)).status]).toEqual([200, 200])
    // Newest publication first, with its own time.
    const feed = await page('/kb/feed.xml')
    expect(feed.indexOf('another-test')).toBeGreaterThan(0)
    expect(/<entry><id>([^<]*)/.exec(feed)?.[1]).toContain('another-test')
    expect(feed).toContain(`<updated>${new Date().toISOString().slice(0, 10)}`)
  })
  it('show hostile words as words', async () => {
    await publish('hostile-test', {
      title: '<script>alert(1)</script>标题',
      body: '正文<script>alert(2)</script><img src=x onerror=alert(3)> [x](javascript:alert(4))',
    })
    for (const path of [
      '/kb/articles/hostile-test',
      `/kb?q=${encodeURIComponent('"><script>alert(5)</script>标题')}`,
    ]) {
      expect(await page(path)).not.toMatch(/<script>alert|<img|href="javascript:/)
    }
    expect((await get(`/kb?q=${'长'.repeat(300)}`)).status).toBe(400)
  })
  it('may stand in a frame of a named site only', async () => {
    const framed = await get('/kb?embed=1')
    expect(framed.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://www.example.gov.cn',
    )
    expect(framed.headers.get('x-frame-options')).toBeNull()
    expect((await get('/')).headers.get('x-frame-options')).toBe('DENY')
  })
  it('list service points by words, place and position', async () => {
    const map = await page('/map')
    expect(map).toContain('服务导图')
    const near = await page('/map?place=甲区一街道')
    expect(near).toContain('甲区一街道')
    expect(await page('/map?place=不知道什么地方')).toContain('没有找到')
    expect((await get('/map?lng=999&lat=1')).status).toBe(400)
  })
})

describe('the public interface', () => {
  it('searches from any site and gives an article', async () => {
    await publish('permit-test')
    const response = await get('/api/v1/kb/search?q=居住证', { origin: 'https://other.example' })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const result = (await response.json()) as {
      count: number
      items: { id: string; url: string }[]
    }
    expect(result.items[0]).toMatchObject({
      id: 'permit-test',
      url: `${site.url}/kb/articles/permit-test`,
    })
    const article = await get('/api/v1/kb/articles/permit-test')
    expect(await article.json()).toMatchObject({ title: '居住证怎么办', topics: ['户籍'] })
    expect((await get('/api/v1/kb/articles/none')).status).toBe(404)
    expect((await get('/api/v1/kb/points?q=大厅')).status).toBe(200)
  })
  it('keeps feedback, by form and by JSON, with numbers masked', async () => {
    await publish('permit-test')
    const form = await fetch(`${site.url}/kb/articles/permit-test/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ helpful: 'no', reason: '电话打不通，我是13800138000' }),
    })
    expect(await form.text()).toContain('已收到')
    const json = await fetch(`${site.url}/api/v1/kb/articles/permit-test/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ helpful: true }),
    })
    expect(json.status).toBe(204)
    const rows = await site.database.db
      .selectFrom('article_feedback')
      .select(['helpful', 'reason'])
      .orderBy('created_at')
      .execute()
    expect(rows).toEqual([
      { helpful: false, reason: '电话打不通，我是[电话]' },
      { helpful: true, reason: '' },
    ])
  })
})
