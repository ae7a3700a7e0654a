import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type BrowserKit,
  DESK,
  launchBrowser,
  PHONE,
  signInOn,
  type Viewport,
} from './testing/browser-kit.ts'
import { LIFT_REQUEST, SAMPLE_PASSWORD } from './testing/play-thread.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

/**
 * The main job in a real browser, and the screens' own promises: nothing typed is lost, no serious accessibility
 * finding, nothing that the content security policy refuses. CHROMIUM_PATH names the browser; SCREENS_DIR, if set,
 * keeps the pictures (docs/screens).
 */
let browser: BrowserKit
let server: RunningServer

beforeAll(async () => {
  server = await startServerProcess()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const open = (path: string, viewport: Viewport) => browser.open(server.url + path, { viewport })

async function signIn(login: string, viewport = DESK): Promise<Page> {
  const page = await open('/console', viewport)
  await signInOn(page, login)
  return page
}

async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('.turn.assistant').count()
  await page.fill('#composer', text)
  await page.press('#composer', 'Enter')
  await page.locator('.turn.assistant').nth(before).waitFor()
}

/** Talks until the summary card is there and taps the last quick reply, which leaves out what is optional. */
async function talkUntilDraft(page: Page, text: string): Promise<void> {
  await say(page, text)
  for (let turn = 0; turn < 6 && (await page.locator('.card.draft').count()) === 0; turn += 1) {
    const before = await page.locator('.turn.assistant').count()
    await page.locator('.reply').last().click()
    await page.locator('.turn.assistant').nth(before).waitFor()
  }
}

describe('the screens', () => {
  it('carry a request from the citizen over the dispatcher to the unit and back', async () => {
    const desk = await signIn('dispatcher')
    const citizen = await open('/', PHONE)
    await citizen.waitForSelector('.turn.assistant')
    await talkUntilDraft(citizen, LIFT_REQUEST)
    expect(await browser.seriousFindings(citizen)).toEqual([])
    await browser.picture(citizen, 'citizen-draft')
    await citizen.getByRole('button', { name: '修改标题' }).click()
    await citizen.keyboard.press('End')
    await citizen.keyboard.type('，三天了')
    await citizen.keyboard.press('Enter')
    await citizen.locator('.card.draft .value', { hasText: '三天了' }).waitFor()
    await citizen.getByRole('button', { name: '确认提交' }).dblclick()
    await citizen.waitForSelector('.card.receipt')
    expect(await citizen.locator('.card.receipt').count()).toBe(1)
    expect(await browser.seriousFindings(citizen)).toEqual([])
    await browser.picture(citizen, 'citizen-receipt')

    const row = desk.locator('.queue-item', { hasText: '三天了' })
    await row.waitFor()
    await desk.locator('.confirm-state', { hasText: '与建议一致' }).waitFor()
    expect(await desk.locator('mark.ev').count()).toBeGreaterThan(2)
    expect(await browser.seriousFindings(desk)).toEqual([])
    await browser.picture(desk, 'console-review')
    // An unchanged proposal costs one press.
    await desk.keyboard.press('Control+Enter')
    await row.waitFor({ state: 'detached' })

    const unit = await signIn('wangjing')
    await unit.locator('.queue-item').first().click()
    await unit.locator('.order-actions button', { hasText: '签收' }).click()
    await unit.fill('.reply-form textarea', '电梯已于今日修好，恢复运行。')
    await unit.getByText('已解决', { exact: true }).click()
    await browser.picture(unit, 'console-handling')
    expect(await browser.seriousFindings(unit)).toEqual([])
    await unit.getByRole('button', { name: '提交反馈' }).click()
    await unit.locator('.events', { hasText: '恢复运行' }).waitFor()

    await citizen.getByRole('button', { name: '查进度' }).first().click()
    await citizen.locator('.dialog button[type=submit]').click()
    await citizen.locator('.dialog .unit-reply', { hasText: '恢复运行' }).waitFor()
    expect(await browser.seriousFindings(citizen)).toEqual([])
    await browser.picture(citizen, 'citizen-progress')
  })

  it('keep a half-edited form over a reload and over the end of the session', async () => {
    const citizen = await open('/', PHONE)
    await citizen.waitForSelector('.turn.assistant')
    await talkUntilDraft(citizen, '海淀区中关村街道科育社区楼道堆了很多杂物，物业不清理')
    await citizen.getByRole('button', { name: '确认提交' }).click()
    const desk = await signIn('dispatcher')
    await desk.locator('.queue-item', { hasText: '楼道' }).click()
    await desk.locator('.confirm-state', { hasText: '与建议一致' }).waitFor()
    await desk.keyboard.press('2')
    await desk.keyboard.press('Alt+1')
    const changed = desk.locator('.diff', { hasText: '主办单位' })
    await changed.waitFor()
    await desk.reload()
    await changed.waitFor()
    await desk.context().clearCookies()
    await desk.keyboard.press('Control+Enter')
    await desk.locator('.ant-modal #password').fill(SAMPLE_PASSWORD)
    await desk.keyboard.press('Enter')
    await desk.locator('.queue-item', { hasText: '楼道' }).waitFor({ state: 'detached' })
  })

  it('deliver once what was written while the server was dead', async () => {
    const citizen = await open('/', PHONE)
    await citizen.waitForSelector('.turn.assistant')
    await server.stop('SIGKILL')
    await citizen.locator('.connection', { hasText: '已断开' }).waitFor()
    await citizen.fill('#composer', '小区路灯坏了一个星期')
    await citizen.press('#composer', 'Enter')
    await citizen.locator('.pending', { hasText: '待发送' }).waitFor()
    await citizen.fill('#composer', '还没写完')
    await citizen.reload({ waitUntil: 'commit' }).catch(() => null)
    server = await startServerProcess({ PORT: String(server.port), DATA_DIR: server.dataDir }, [])
    await citizen.goto(server.url)
    await citizen.locator('.turn.citizen .delivery', { hasText: '已送达' }).waitFor()
    await citizen.locator('.turn.assistant').nth(1).waitFor()
    expect(await citizen.locator('.turn.citizen').count()).toBe(1)
    expect(await citizen.inputValue('#composer')).toBe('还没写完')
  })

  it('show an emergency at once, to the citizen and on the desk', async () => {
    const desk = await signIn('dispatcher')
    await desk.waitForSelector('.queue')
    const citizen = await open('/', PHONE)
    await citizen.waitForSelector('.turn.assistant')
    await say(citizen, '我家楼上着火了，浓烟很大，老人还在屋里')
    expect(await citizen.locator('.emergency a').first().getAttribute('href')).toBe('tel:119')
    await desk.locator('.alarms', { hasText: '119' }).waitFor({ timeout: 2_000 })
    await citizen.getByRole('button', { name: '长辈版' }).click()
    expect(await browser.seriousFindings(citizen)).toEqual([])
    await browser.picture(citizen, 'citizen-large-type')
  })

  it('were refused nothing by the content security policy, and threw nothing', () => {
    expect(browser.complaints).toEqual([])
  })
})
