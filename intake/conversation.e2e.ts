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
import { LIFT_REQUEST } from './testing/play-thread.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

/** Hand-over, the alarm with its transfer, and what follows filing, in a real browser (CHROMIUM_PATH, SCREENS_DIR). */
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

const open = (path: string, viewport: Viewport): Promise<Page> =>
  browser.open(server.url + path, { viewport })

async function signIn(login: string): Promise<Page> {
  const page = await open('/console', DESK)
  await signInOn(page, login)
  return page
}

const picture = (page: Page, name: string) => browser.picture(page, name)

async function chat(): Promise<Page> {
  const page = await open('/', PHONE)
  await page.waitForSelector('.turn.assistant')
  return page
}

async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('.turn.assistant').count()
  await page.fill('#composer', text)
  await page.press('#composer', 'Enter')
  await page.locator('.turn.assistant').nth(before).waitFor()
}

async function talkUntilDraft(page: Page, text: string): Promise<void> {
  await say(page, text)
  for (let turn = 0; turn < 6 && (await page.locator('.card.draft').count()) === 0; turn += 1) {
    const before = await page.locator('.turn.assistant').count()
    await page.locator('.reply').last().click()
    await page.locator('.turn.assistant').nth(before).waitFor()
  }
}

describe('the conversation', () => {
  it('is handed over to an operator with its context, and back', async () => {
    const desk = await signIn('operator')
    await desk.getByRole('link', { name: '人工接待' }).click()
    const citizen = await chat()
    await talkUntilDraft(citizen, LIFT_REQUEST)
    await say(citizen, '转人工')
    await citizen.locator('.turn.assistant', { hasText: '已经为您转人工' }).waitFor()
    await desk.locator('.reception-item', { hasText: '转人工' }).click()
    await desk.locator('.reception-log', { hasText: '电梯' }).waitFor()
    await desk.locator('.context-draft', { hasText: '电梯' }).first().waitFor()
    await desk.getByRole('button', { name: '接待', exact: true }).click()
    await citizen.getByText('已接入').waitFor()
    await desk.fill('#staff-words', '您好，我是人工坐席，电梯的事我来跟进。')
    await desk.press('#staff-words', 'Enter')
    await citizen.locator('.turn.staff', { hasText: '我来跟进' }).waitFor()
    await citizen.fill('#composer', '谢谢，什么时候能修好')
    await citizen.press('#composer', 'Enter')
    await desk.locator('.reception-said.from-citizen', { hasText: '什么时候能修好' }).waitFor()
    await desk.fill('#reception-note', '已提醒物业')
    await desk.getByRole('button', { name: '保存备注' }).click()
    await desk.locator('.context-notes', { hasText: '已提醒物业' }).waitFor()
    await picture(desk, 'console-reception')
    await picture(citizen, 'citizen-staff')
    await desk.getByRole('button', { name: '转回智能助手' }).click()
    await citizen.getByText('人工服务已结束').waitFor()
    await citizen.getByRole('button', { name: '确认提交' }).first().click()
    await citizen.waitForSelector('.card.receipt')
  })

  it('raises an alarm within two seconds, which stays until the transfer is written down', async () => {
    const desk = await signIn('operator')
    const citizen = await chat()
    await say(citizen, '我家楼上着火了，浓烟很大，老人还在屋里')
    const alarm = desk.locator('.alarms', { hasText: '119' })
    await alarm.waitFor({ timeout: 2_000 })
    await desk.reload()
    await alarm.waitFor()
    await desk.getByRole('button', { name: '记录转接' }).first().click()
    await desk.fill('#transfer-note', '119 指挥中心已接警')
    await picture(desk, 'console-alarm')
    await desk.getByRole('button', { name: '确认已转 119' }).click()
    await alarm.waitFor({ state: 'detached' })
    expect(await citizen.locator('.emergency a').first().getAttribute('href')).toBe('tel:119')
  })

  it('goes on after filing: remind, add facts, two matters at once', async () => {
    const citizen = await chat()
    await talkUntilDraft(
      citizen,
      '两个事，一是西城区广安门外街道三义里小区单元门禁坏了谁都能进，二是楼前那棵大杨树枯枝老往下掉，怕砸着车',
    )
    await citizen.locator('.card.draft').nth(1).waitFor()
    expect(await citizen.locator('.card.draft').count()).toBe(2)
    await picture(citizen, 'citizen-two-matters')
    await citizen.locator('.reply', { hasText: '全部提交' }).click()
    await citizen.locator('.card.receipt').nth(1).waitFor()
    await say(citizen, '催一下')
    await citizen.locator('.reply').first().click()
    await citizen.locator('.turn.assistant', { hasText: '已经替您催办' }).waitFor()
    await citizen.locator('.timeline', { hasText: '催办' }).last().waitFor()
    await picture(citizen, 'citizen-reminded')
  })
})
