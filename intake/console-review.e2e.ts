import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestDetail } from './protocol/console-api.ts'
import { type BrowserKit, launchBrowser, signInOn } from './testing/browser-kit.ts'
import { actionId, type ConsoleSession, signIn as signInApi } from './testing/console-session.ts'
import { acceptProposal, fileRequest, findInQueue, SAMPLE_PASSWORD } from './testing/play-thread.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

/**
 * The review screen as a dispatcher works on it, by keyboard: three keys at most for an unchanged proposal, undo that
 * outlives a restart, questions, separation, two tabs, and the figures that come of it. SCREENS_DIR keeps the pictures.
 */
const UNDO = { DISPATCH_UNDO_SECONDS: '6' }

let browser: BrowserKit
let server: RunningServer
let api: ConsoleSession

beforeAll(async () => {
  server = await startServerProcess(UNDO)
  browser = await launchBrowser()
  api = await signInApi(server.url, 'dispatcher', SAMPLE_PASSWORD)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A page that counts the keys that are pressed on it. */
async function openDesk(
  login = 'dispatcher',
): Promise<{ page: Page; keys: () => Promise<number> }> {
  const page = await browser.open(`${server.url}/console`, {
    initScript:
      "window.pressed = 0; addEventListener('keydown', () => { window.pressed += 1 }, true)",
  })
  await signInOn(page, login)
  return { page, keys: () => page.evaluate('window.pressed') as Promise<number> }
}

async function file(text: string): Promise<string> {
  const { chat, receipt } = await fileRequest(server.chatUrl, text)
  chat.close()
  return (await findInQueue(api, receipt.request_no)).request_id
}
const detailOf = (id: string) => api.get<RequestDetail>(`/console/requests/${id}`)
const open = async (page: Page, id: string) => {
  await page.goto(`${server.url}/console#/dispatch/${id}`)
  await page.locator('.confirm-state', { hasNotText: '正在认领' }).waitFor()
}

/** Two orders of one catalogue line that a person sends to the district's bureau instead. */
async function overrideTwice(): Promise<void> {
  for (const street of ['朝阳区望京街道南湖东园', '海淀区中关村街道科育社区']) {
    const id = await file(`${street}小区里面的路灯坏了半个月没人修`)
    await api.post(`/console/requests/${id}/claim`)
    const detail = await detailOf(id)
    const accepted = acceptProposal(detail)
    const [bureau] = accepted.supporting
    if (bureau === undefined) throw new Error('the line names no bureau')
    await api.post(`/console/requests/${id}/dispatch`, {
      client_action_id: actionId(),
      order_version: detail.order_version,
      proposal_id: detail.proposal_id,
      decision: { ...accepted, lead: bureau, supporting: [], copies: [], mode: 'direct' },
      reason_code: 'wrong_unit',
      note: '',
    })
    await expect
      .poll(async () => (await detailOf(id)).status, { timeout: 30_000 })
      .toBe('dispatched')
  }
}

describe('the review screen', () => {
  it('takes at most three keys for an unchanged proposal, which can be called back, also after a restart', async () => {
    const id = await file('朝阳区望京街道南湖东园122号楼电梯坏了三天,老人下不了楼,物业不管')
    const { page, keys } = await openDesk()
    await open(page, id)
    await page.locator('.confirm-state', { hasText: '与建议一致' }).waitFor()
    const before = await keys()
    await page.keyboard.press('Control+Enter')
    const bar = page.locator('.leaving', { hasText: '秒后派出' })
    await bar.waitFor()
    // Control and Enter are two events of the keyboard.
    expect((await keys()) - before).toBeLessThanOrEqual(3)
    await browser.picture(page, 'console-undo')
    expect(await browser.seriousFindings(page)).toEqual([])
    await page.keyboard.press('z')
    await bar.waitFor({ state: 'detached' })
    expect((await detailOf(id)).leaving).toBeNull()
    await page.locator('.queue-item', { hasText: '电梯' }).waitFor()

    await open(page, id)
    await page.locator('.confirm-state', { hasText: '与建议一致' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await bar.waitFor()
    await server.stop('SIGKILL')
    const env = { ...UNDO, PORT: String(server.port), DATA_DIR: server.dataDir }
    server = await startServerProcess(env, [])
    await expect
      .poll(async () => (await detailOf(id)).status, { timeout: 30_000 })
      .toBe('dispatched')
    const { events } = await detailOf(id)
    expect(events.filter((e) => e.type === 'dispatched')).toHaveLength(1)
    await page.context().close()
  })

  it('shows why, asks the citizen, consults, and keeps what was typed in every tab', async () => {
    const id = await file('朝阳区望京街道南湖西园小区里面的路灯不亮，晚上看不见路')
    const { page } = await openDesk()
    await open(page, id)
    await page.keyboard.press('w')
    await page.locator('.why-tab', { hasText: '什么会改变结果' }).waitFor()
    await page.locator('.why-tab', { hasText: '派单目录' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-why')

    await page.keyboard.press('a')
    await page.locator('#question').fill('是几号楼前面的路灯？')
    await page.keyboard.press('Control+Enter')
    await page.locator('.question', { hasText: '等待市民答复' }).waitFor()
    await page.locator('.queue-item', { hasText: '等市民答复' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await page.locator('#answer').fill('12号楼前面')
    await page.getByRole('button', { name: '登记答复' }).click()
    await page.locator('.words', { hasText: '12号楼前面' }).waitFor()
    await browser.picture(page, 'console-question')

    await page.locator('.confirm-state', { hasNotText: '正在认领' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('h')
    await page.locator('#consult-question').fill('路灯由谁管')
    await page.getByRole('button', { name: '发起会商' }).click()
    await page.getByLabel('单位意见').fill('我们负责小区外的')
    await page.getByRole('button', { name: '记录意见' }).click()
    await page.locator('.question', { hasText: '我们负责小区外的' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await page.getByLabel('会商结论').fill('由街道协调物业')
    await page.getByRole('button', { name: '结束会商' }).click()
    await page.locator('.question', { hasText: '结论：由街道协调物业' }).waitFor()

    await page.keyboard.press('Escape')
    await page.keyboard.press('u')
    await page.locator('.ant-select input:focus').waitFor()
    await page.keyboard.type('wjjd')
    const option = page.locator('.ant-select-item-option', { hasText: '望京街道' })
    await option.waitFor()
    // A search is given up by one key for the list and one for the field; then the keys work again.
    await page.keyboard.press('Escape')
    await option.waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await page.locator('input:focus').waitFor({ state: 'detached' })
    await page.keyboard.press('2')
    await page.keyboard.press('Alt+1')
    await page.locator('.diff', { hasText: '主办单位' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-diff')
    const second = await page.context().newPage()
    await second.goto(`${server.url}/console#/dispatch/${id}`)
    await second.locator('.diff', { hasText: '主办单位' }).waitFor()
    await second.keyboard.press('Alt+5')
    await page.locator('[aria-pressed="true"]', { hasText: '政策' }).waitFor()
    await page.close()
    await second.reload()
    await second.locator('[aria-pressed="true"]', { hasText: '政策' }).waitFor()
    await second.context().close()
  })

  it('separates demands with a preview and joins them again', async () => {
    const id = await file('海淀区中关村街道科育社区楼道堆了很多杂物没人清理，门口路灯坏了一个月')
    const { page } = await openDesk()
    await open(page, id)
    await page.keyboard.press('x')
    const text = page.getByLabel('第 1 件的内容')
    await text.focus()
    await page.keyboard.press('Control+End')
    for (let step = 0; step < '门口路灯坏了一个月'.length; step += 1) {
      await page.keyboard.press('ArrowLeft')
    }
    await page.getByRole('button', { name: '从光标处分开' }).click()
    await page.locator('.part').nth(1).waitFor()
    await expect.poll(() => page.locator('.part .hint', { hasText: '→' }).count()).toBe(2)
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-split')
    await page.getByRole('button', { name: '确认拆分' }).click()
    const part = page.locator('.queue-item', { hasText: '拆分件 2' })
    await part.waitFor()
    await page.getByRole('button', { name: '合回这件诉求' }).click()
    await part.waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('confirms the sure ones one by one, one key each, and never all at once', async () => {
    const ids = [
      await file('海淀区学院路街道六道口小区楼下烧烤摊占道经营，天天油烟呛人'),
      await file('丰台区方庄街道芳古园小区垃圾桶满了没人清运，臭得很'),
    ]
    const { page, keys } = await openDesk()
    await page.locator('.sure-link').waitFor()
    await page.keyboard.press('f')
    await page.locator('.sure-card [role=status]', { hasText: '可以确认' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-sure')
    const title = await page.locator('.sure-card h3').textContent()
    const before = await keys()
    await page.keyboard.press('Enter')
    await page.locator('.leaving', { hasText: '秒后派出' }).waitFor()
    expect((await keys()) - before).toBe(1)
    await expect
      .poll(async () => {
        const card = page.locator('.sure-card h3')
        return (await card.count()) === 0 ? '' : await card.textContent()
      })
      .not.toBe(title)
    const held = await Promise.all(ids.map(async (id) => (await detailOf(id)).leaving !== null))
    expect(held.filter(Boolean).length).toBeLessThanOrEqual(1)
    await page.context().close()
  })

  it('lists the keys, and shows what became of the proposals', async () => {
    const { page } = await openDesk()
    await page.waitForSelector('.queue')
    await page.keyboard.press('?')
    await page.locator('.keys', { hasText: '撤销' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-keys')
    await page.context().close()
    await overrideTwice()
    const { page: review } = await openDesk('reviewer')
    await review.goto(`${server.url}/console#/quality`)
    await review.locator('.figure').waitFor()
    await review.locator('.quality-table').waitFor()
    expect(await browser.seriousFindings(review)).toEqual([])
    await review.getByRole('button', { name: '看工单' }).first().click()
    await review.locator('.quality-table .bullets', { hasText: '单位不对' }).waitFor()
    await review.getByRole('button', { name: '起草目录修改' }).first().click()
    await review.getByRole('tab', { name: '目录修改草稿 1' }).waitFor()
    expect(await browser.seriousFindings(review)).toEqual([])
    await browser.picture(review, 'console-quality')
    await review.getByRole('tab', { name: '目录修改草稿 1' }).click()
    await review.locator('.csv', { hasText: 'line,service_code' }).waitFor()
    expect(await browser.seriousFindings(review)).toEqual([])
    await review.getByRole('button', { name: '已写入数据包' }).click()
    await review.getByRole('tab', { name: '目录修改草稿 0' }).waitFor()
    await review.context().close()
  })

  it('were refused nothing by the content security policy, and threw nothing', () => {
    expect(browser.complaints).toEqual([])
  })
})
