import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestDetail } from './protocol/console-api.ts'
import { type BrowserKit, launchBrowser, PHONE, type Viewport } from './testing/browser-kit.ts'
import { type ConsoleSession, signIn as signInApi } from './testing/console-session.ts'
import {
  dispatchRequest,
  fileRequest,
  findInQueue,
  SAMPLE_PASSWORD,
} from './testing/play-thread.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

/**
 * A dispatcher's day at the review screen, where it is not plain sailing: a colleague at the same request, a broken line, an alarm,
 * a number that a citizen names on the phone.
 */
let browser: BrowserKit
let server: RunningServer
let api: ConsoleSession

beforeAll(async () => {
  server = await startServerProcess()
  browser = await launchBrowser()
  api = await signInApi(server.url, 'dispatcher', SAMPLE_PASSWORD)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function openDesk(login: string, viewport?: Viewport): Promise<Page> {
  const page = await browser.open(`${server.url}/console`, viewport ? { viewport } : {})
  await page.fill('#login', login)
  await page.fill('#password', SAMPLE_PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.top')
  return page
}
const go = (page: Page, hash: string) => page.goto(`${server.url}/console#/${hash}`)

async function file(text: string): Promise<{ id: string; no: string }> {
  const { chat, receipt } = await fileRequest(server.chatUrl, text)
  chat.close()
  const no = receipt.request_no
  return { id: (await findInQueue(api, no)).request_id, no }
}

describe('the review screen when it is not plain sailing', () => {
  it('lets one person decide: the colleague reads, and has it when the first has left', async () => {
    const { id } = await file('朝阳区望京街道南湖西园小区里面的路灯不亮，晚上看不见路')
    const first = await openDesk('dispatcher')
    await go(first, `dispatch/${id}`)
    await first.locator('.confirm-state', { hasText: '与建议一致' }).waitFor()
    const second = await openDesk('reviewer')
    await go(second, `dispatch/${id}`)
    await second.locator('.decision .ant-alert', { hasText: '样例派单员' }).waitFor()
    await second.locator('.queue-item', { hasText: '样例派单员 正在处理' }).waitFor()
    await second.keyboard.press('Control+Enter')
    expect(await second.getByRole('button', { name: /确认派单/ }).isDisabled()).toBe(true)
    expect(await browser.seriousFindings(second)).toEqual([])
    await browser.picture(second, 'console-claimed')
    await first.goto('about:blank')
    await second.locator('.confirm-state', { hasText: '与建议一致' }).waitFor()
    expect((await api.get<RequestDetail>(`/console/requests/${id}`)).status).toBe(
      'awaiting_dispatch',
    )
    await first.context().close()
    await second.context().close()
  })

  it('keeps all that is typed over a broken line and a reload, and shows a reason’s words', async () => {
    const { id } = await file('海淀区中关村街道科育社区楼道堆了很多杂物没人清理')
    const page = await openDesk('dispatcher')
    await go(page, `dispatch/${id}`)
    await page.locator('.confirm-state', { hasText: '与建议一致' }).waitFor()
    const words = page.locator('.why .show-words').first()
    const said = (await words.textContent()) ?? ''
    await words.click()
    const marked = page.locator('mark.ev-strong')
    await marked.first().waitFor()
    expect((await marked.allInnerTexts()).join('')).toContain(said)

    await page.context().setOffline(true)
    await page.keyboard.press('2')
    await page.keyboard.press('Alt+1')
    await page.keyboard.press('a')
    await page.locator('#question:focus').waitFor()
    await page.keyboard.type('是几号楼几单元？')
    await page.keyboard.press('Control+Enter')
    await page.locator('.request .error-note', { hasText: '连不上服务器' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('v')
    await page.keyboard.press('Control+Enter')
    await page.locator('.decision .error-note', { hasText: '连不上服务器' }).waitFor()
    await page.context().setOffline(false)
    await page.reload()
    await page.locator('.diff', { hasText: '主办单位' }).waitFor()
    await page.locator('[aria-pressed="true"]', { hasText: '单位不对' }).waitFor()
    await page.locator('.confirm-state', { hasNotText: '正在认领' }).waitFor()
    await page.keyboard.press('a')
    await page.locator('#question:focus').waitFor()
    expect(await page.inputValue('#question')).toBe('是几号楼几单元？')
    await page.keyboard.press('Control+Enter')
    await page.locator('.question', { hasText: '等待市民答复' }).waitFor()

    // The press whose answer was not heard is repeated where it failed, and dispatches once.
    await page.keyboard.press('Escape')
    await page.context().setOffline(true)
    await page.keyboard.press('Control+Enter')
    const failed = page.locator('.decision .error-note', { hasText: '连不上服务器' })
    await failed.waitFor()
    await page.context().setOffline(false)
    await failed.getByRole('button', { name: /重\s?试/ }).click()
    await expect
      .poll(async () => (await api.get<RequestDetail>(`/console/requests/${id}`)).status)
      .toBe('dispatched')
    const { events, decision } = await api.get<RequestDetail>(`/console/requests/${id}`)
    expect(events.filter((event) => event.type === 'dispatched')).toHaveLength(1)
    expect(decision).toMatchObject({ diff: { unchanged: false }, reason: 'wrong_unit' })
    await go(page, `dispatch/${id}`)
    await page.locator('.decision .diff', { hasText: '主办单位' }).waitFor()
    await page.locator('.decision .hint', { hasText: '原因：单位不对' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await page.context().close()
  })

  it('finds a unit by the initials of its short name, its own district first', async () => {
    const { id } = await file('朝阳区三里屯街道工体北路路灯不亮，晚上走路很危险')
    const page = await openDesk('dispatcher')
    await go(page, `dispatch/${id}`)
    await page.locator('.confirm-state', { hasNotText: '正在认领' }).waitFor()
    await page.keyboard.press('u')
    await page.locator('.ant-select input:focus').waitFor()
    await page.keyboard.type('csglw')
    const best = page.locator('.ant-select-item-option').first()
    await page.locator('.ant-select-item-option', { hasText: '城市管理委' }).first().waitFor()
    await expect.poll(() => best.textContent()).toMatch(/^朝阳区/)
    await page.context().close()
  })

  it('leads from an alarm to its request, and from a number or words to an order', async () => {
    const risky = await file('朝阳区望京街道花家地小区几十个工人被欠薪，准备去堵路')
    const sent = await file('朝阳区望京街道南湖东园122号楼电梯坏了三天，老人下不了楼')
    await dispatchRequest(api, sent.no)
    const page = await openDesk('dispatcher')
    await go(page, 'orders')
    await page.locator('.alarms', { hasText: '风险' }).waitFor()
    await page.getByLabel('搜索工单').fill(risky.no)
    await page.locator('.queue-item', { hasText: '尚未派单' }).waitFor()
    await page.getByLabel('搜索工单').fill('电梯 望京')
    const hit = page.locator('.queue-item', { hasText: '电梯' })
    await hit.waitFor()
    await page.locator('.queue-item', { hasText: '尚未派单' }).waitFor({ state: 'detached' })
    expect(await browser.seriousFindings(page)).toEqual([])
    await hit.click()
    await page.getByRole('link', { name: '看派单依据' }).waitFor()
    await browser.picture(page, 'console-orders')
    await page.getByLabel('搜索工单').fill('没有这样的词')
    await page.locator('.nothing', { hasText: '没有找到' }).waitFor()

    await page.locator('.alarms').getByRole('link', { name: '看诉求' }).click()
    await page.locator('.request-meta', { hasText: risky.no }).waitFor()
    await page.context().close()
    const phone = await openDesk('dispatcher', PHONE)
    await go(phone, `dispatch/${risky.id}`)
    await phone.locator('.confirm-state').waitFor()
    expect(await browser.seriousFindings(phone)).toEqual([])
    await phone.context().close()
  })

  it('were refused nothing by the content security policy, and threw nothing', () => {
    expect(browser.complaints).toEqual([])
  })
})
