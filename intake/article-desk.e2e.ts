import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GapDetail, GapItem } from './protocol/kb-gap-api.ts'
import type { Usage } from './protocol/kb-use-api.ts'
import { attachForm, downloadForm, FORM } from './testing/article-form.ts'
import {
  type BrowserKit,
  DESK,
  launchBrowser,
  PHONE,
  signInOn,
  type Viewport,
} from './testing/browser-kit.ts'
import { type ConsoleSession, signIn } from './testing/console-session.ts'
import { eventually, SAMPLE_PASSWORD } from './testing/play-thread.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

/** The article desk as its people work on it, and the gap loop from a citizen's question in vain to an answer with its source. */
let kit: BrowserKit
let server: RunningServer
let supervisor: ConsoleSession

beforeAll(async () => {
  server = await startServerProcess()
  kit = await launchBrowser()
  supervisor = await signIn(server.url, 'supervisor', SAMPLE_PASSWORD)
})
afterAll(async () => {
  await kit?.close()
  await server?.stop()
})

async function openDesk(login: string, hash: string, viewport: Viewport = DESK): Promise<Page> {
  const page = await kit.open(`${server.url}/console`, { viewport })
  await signInOn(page, login)
  await page.goto(`${server.url}/console#/${hash}`)
  await page.waitForSelector('.kb-tabs')
  return page
}

const QUESTION = '街边的潮汐书箱怎么借书'

async function askCitizen(page: Page, text: string): Promise<void> {
  await page.locator('textarea').first().fill(text)
  await page.keyboard.press('Enter')
}

describe('the article desk', () => {
  it('lists the articles and shows one with its source and history', async () => {
    const page = await openDesk('supervisor', 'kb')
    await page.locator('.table tbody tr').nth(10).waitFor()
    await page.getByPlaceholder('标题、问法或标识').fill('居住证')
    await page.keyboard.press('Enter')
    await page.locator('.table a', { hasText: '居住证怎么办理' }).waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await kit.picture(page, 'kb-list')
    await page.locator('.table a', { hasText: '居住证怎么办理' }).click()
    await page.locator('.kb-html h2', { hasText: '材料' }).waitFor()
    // A dialog styles nothing that the content security policy would refuse (the last test says).
    await page.getByRole('button', { name: '指出错误' }).click()
    await page.getByLabel('哪里不对').waitFor()
    await page.getByRole('button', { name: '取消' }).click()
    await page.getByLabel('哪里不对').waitFor({ state: 'hidden' })
    await page.setViewportSize(PHONE)
    await kit.picture(page, 'kb-article-phone')
    await page.context().close()
  })

  it('leads from a refused question to a ticket, an article and an answer with its source', async () => {
    const chat = await kit.open(server.url)
    await chat.waitForSelector('textarea')
    await askCitizen(chat, QUESTION)
    const gap = await eventually(async () => {
      const { items } = await supervisor.get<{ items: GapItem[] }>('/console/kb/gaps')
      return items.find(({ title }) => title.includes('潮汐书箱'))
    }, 40_000)
    expect(gap).toMatchObject({ state: 'open', asked: 1 })

    const page = await openDesk('supervisor', 'kb/gaps')
    await page.locator('.table a', { hasText: '潮汐书箱' }).waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await kit.picture(page, 'kb-gaps')
    await page.locator('.table a', { hasText: '潮汐书箱' }).click()
    await page.getByRole('button', { name: '为它写一条' }).click()
    await page.getByLabel('标题', { exact: true }).fill('潮汐书箱怎么借书')
    await page.getByLabel('直接回答').fill('在书箱上扫码，凭读者证借书，不收费，借期30天。')
    await page.getByRole('button', { name: '费用', exact: true }).click()
    const sections = page.getByLabel('分节')
    await sections.fill('## 费用\n\n借书不收费。\n\n## 时限\n\n借期30天。')
    await page.locator('.kb-html', { hasText: '借书不收费' }).waitFor()
    await page.getByLabel('适用地区').fill('北京市')
    await page.getByLabel('来源（文件名）').fill('《潮汐书箱借阅规则》')
    await page.getByLabel('生效日期').fill('2026-01-01')
    await page.getByLabel('核对期限').fill('2027-12-31')
    // A reload before anything was saved: what was typed is still there.
    await page.reload()
    await page.getByText('已恢复上次没有保存的内容').waitFor()
    expect(await page.getByLabel('标题', { exact: true }).inputValue()).toBe('潮汐书箱怎么借书')
    await page.getByRole('tab', { name: '试问' }).click()
    await page.getByRole('button', { name: '试问', exact: true }).click()
    await page.locator('.kb-answered', { hasText: '发布后：答复' }).first().waitFor()
    await page.locator('.kb-answered', { hasText: '现在：答不了' }).first().waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await kit.picture(page, 'kb-editor')
    if ((await page.locator('.kb-save', { hasText: '提交前还缺' }).count()) > 0) {
      throw new Error((await page.locator('.kb-save').textContent()) ?? '')
    }
    await attachForm(page, kit)
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByRole('button', { name: '提交审核' }).click()
    await page.locator('.ant-tag', { hasText: '待审核' }).waitFor()
    const address = page.url().split('#/')[1] ?? ''
    await page.context().close()

    const review = await openDesk('reviewer', address)
    await review.getByRole('link', { name: FORM }).waitFor()
    await review.getByRole('button', { name: '发布' }).click()
    await review.locator('.ant-tag', { hasText: '已发布' }).waitFor()
    await review.context().close()
    await downloadForm(kit, `${server.url}/kb?q=${encodeURIComponent('潮汐书箱')}`)
    const closed = await eventually(async () => {
      const found = await supervisor.get<GapDetail>(`/console/kb/gaps/${gap.id}`)
      return found.state === 'closed' ? found : null
    }, 40_000)
    expect(closed.checks?.every(({ ok }) => ok)).toBe(true)

    await askCitizen(chat, QUESTION)
    await chat.locator('.card.source', { hasText: '潮汐书箱怎么借书' }).waitFor()
    await chat.getByRole('button', { name: '没有帮助' }).click()
    await chat.getByRole('button', { name: '没说到我问的' }).click()
    await chat.getByText('谢谢，已收到').waitFor()
    await chat.setViewportSize(PHONE)
    await kit.picture(chat, 'kb-answered-phone')
    await chat.context().close()

    const done = await openDesk('supervisor', `kb/g~${gap.id}`)
    await done.getByText('文章发布后再问，都能答了').waitFor()
    expect(await kit.seriousFindings(done)).toEqual([])
    await kit.picture(done, 'kb-gap-closed')
    await done.context().close()
  })

  it('shows a reviewer what a correction changes', async () => {
    const { items } = await supervisor.get<{ items: { id: string }[] }>(
      '/console/kb/articles?state=published&q=%E5%B1%85%E4%BD%8F%E8%AF%81%E6%80%8E%E4%B9%88',
    )
    const { id } = await supervisor.post<{ id: string }>(
      `/console/kb/articles/${items[0]?.id}/revise`,
    )
    const page = await openDesk('supervisor', `kb/a~${id}`)
    const answer = page.getByLabel('直接回答')
    await answer.fill(`${await answer.inputValue()}可以在网上申请。`)
    await page.getByRole('button', { name: '提交审核' }).click()
    await page.locator('.ant-tag', { hasText: '待审核' }).waitFor()
    await page.context().close()
    const review = await openDesk('reviewer', 'kb/review')
    await review.locator('.table a', { hasText: '居住证' }).click()
    await review.locator('.kb-lines .added', { hasText: '可以在网上申请' }).waitFor()
    expect(await kit.seriousFindings(review)).toEqual([])
    await kit.picture(review, 'kb-review')
    await review.context().close()
  })

  it('asks many questions at once and keeps them', async () => {
    const page = await openDesk('supervisor', 'kb/suites')
    await page.getByLabel('名称').fill('居住证常问')
    const text =
      '居住证怎么办 => residence-permit\n居住证多久能拿到 => residence-permit\n月球车票多少钱 => refuse'
    await page.getByLabel('问题，一行一个').fill(text)
    await page.getByRole('button', { name: '保存并试问（3 个）' }).click()
    await page.getByText('写明应命中的 3 个里').waitFor({ timeout: 60_000 })
    await page.locator('.table tbody tr').nth(2).waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await kit.picture(page, 'kb-hit-test')
    await page.context().close()
  })

  it('makes drafts of uploaded documents, after a look at what they would become', async () => {
    const page = await openDesk('supervisor', 'kb/import')
    const table = '标题,正文,主管单位\n星光书箱怎么借,扫码借书，借期60天。,\n,没有标题的一行,\n'
    const notes = '# 星光滑梯开放时间\n\n每天早8点到晚8点。\n\n## 费用\n\n不收费。\n'
    await page.locator('.kb-drop input').setInputFiles([
      { name: '书箱.csv', mimeType: 'text/csv', buffer: Buffer.from(table) },
      { name: '滑梯.md', mimeType: 'text/markdown', buffer: Buffer.from(notes) },
      { name: '坏.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a pdf') },
    ])
    await page.getByRole('button', { name: '读取并预览' }).click()
    await page.getByRole('button', { name: '导入为草稿（2 条）' }).waitFor({ timeout: 60_000 })
    await page.getByText('第 3 行缺少标题').waitFor()
    await page.getByText('kb.import-unreadable').waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await kit.picture(page, 'kb-import')
    await page.setViewportSize(PHONE)
    await kit.picture(page, 'kb-import-phone')
    await page.getByRole('button', { name: '导入为草稿（2 条）' }).click()
    await page.getByText('已存为 2 份草稿').waitFor()
    await page.locator('.kb-item a', { hasText: '星光滑梯开放时间' }).click()
    await page.getByLabel('直接回答').waitFor()
    expect(await page.getByLabel('直接回答').inputValue()).toBe('每天早8点到晚8点。')
    await page.context().close()
  })

  it('finds service points by their name for an article', async () => {
    const page = await openDesk('supervisor', 'kb/new')
    const field = page.getByLabel('在哪里办（服务网点）')
    await field.click()
    await field.fill('图书馆')
    await page.locator('.ant-select-item-option', { hasText: '图书馆' }).first().click()
    await page.locator('.ant-select-selection-item', { hasText: '图书馆' }).waitFor()
    await page.context().close()
  })

  it('shows what falls due and how the articles are used', async () => {
    const page = await openDesk('reviewer', 'kb/due')
    await page.getByRole('heading', { name: '到期日历' }).waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await kit.picture(page, 'kb-due')
    await page.goto(`${server.url}/kb?q=${encodeURIComponent('居住证')}`)
    await page.locator('.results a').first().click()
    await page.locator('h1').waitFor()
    await eventually(async () => {
      const { weeks } = await supervisor.get<Usage>('/console/kb/usage?weeks=4')
      const sum = (read: (week: Usage['weeks'][number]) => number) =>
        weeks.reduce((total, week) => total + read(week), 0)
      return sum(({ view }) => view) > 0 && sum(({ chat }) => chat) > 0 ? true : null
    }, 40_000)
    await page.goto(`${server.url}/console#/kb/usage`)
    await page.locator('.kb-charts li').nth(10).waitFor()
    await page.locator('[aria-label="各条目的使用"] tbody tr').first().waitFor()
    await page.getByRole('button', { name: '没有帮助' }).click()
    await page.locator('th[aria-sort="descending"]', { hasText: '没有帮助' }).waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await kit.picture(page, 'kb-usage')
    await page.setViewportSize(PHONE)
    await kit.picture(page, 'kb-usage-phone')
    await page.context().close()
  })

  it('was refused nothing by the content security policy, and threw nothing', () => {
    expect(kit.complaints).toEqual([])
  })
})
