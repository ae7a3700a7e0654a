import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallClient, connectCalls } from './client/call-client.ts'
import { type BrowserKit, DESK, launchBrowser, PHONE, signInOn } from './testing/browser-kit.ts'
import { type RunningServer, runJiesu, startServerProcess } from './testing/server-process.ts'

/**
 * The operator's desk in a real browser: a call that fills the form while it runs, an entry by keyboard alone, a draft that
 * survives. CHROMIUM_PATH names the browser; SCREENS_DIR, if set, keeps the pictures.
 */
let browser: BrowserKit
let server: RunningServer
let token = ''

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'jiesu-calls-'))
  const env = { DATA_DIR: dataDir, EMBEDDER: 'hash' }
  for (const args of [['migrate'], ['calls', 'token', 'add', '--name', 'pbx']]) {
    const run = runJiesu(args, env)
    expect(await run.exited, run.output()).toBe(0)
    token = /jc_\S+/.exec(run.output())?.[0] ?? ''
  }
  server = await startServerProcess(env)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function signIn(viewport = DESK): Promise<Page> {
  const page = await browser.open(`${server.url}/console`, { viewport })
  await signInOn(page, 'operator')
  await page.locator('.top nav a', { hasText: '来电受理' }).click()
  await page.waitForSelector('.calls-list')
  return page
}

const talk: ['operator' | 'citizen', string][] = [
  ['operator', '您好，这里是12345，请讲'],
  ['citizen', '喂你好，我们小区那个电梯坏了，嗯，就是花家地小区'],
  ['operator', '您说一下楼号'],
  ['citizen', '十二号楼三单元，已经第四天了，找物业，物业说没配件'],
  ['operator', '家里有需要照顾的人吗'],
  ['citizen', '我妈八十多坐轮椅下不来楼，希望尽快修好'],
]

const open = () => connectCalls({ url: server.url.replace('http', 'ws'), token })

async function say(
  line: CallClient,
  callId: string,
  [seq, speaker, text]: [number, string, string],
): Promise<void> {
  const base = { type: 'segment', call_id: callId, segment_id: `s${seq}`, speaker }
  const times = { start_ms: seq * 5000, end_ms: seq * 5000 + 4000 }
  line.send({ ...base, ...times, seq: seq * 2, text: text.slice(0, 6), final: false })
  line.send({ ...base, ...times, seq: seq * 2 + 1, text, confidence: 0.93, revision: 1 })
  await line.until((frame) => frame.type === 'ack' && frame.seq === seq * 2 + 1)
}

describe('the operator', () => {
  it('sees a call and its form as it runs, corrects it, is told what differs, and files it', async () => {
    const page = await signIn()
    const line = await open()
    const callId = 'e2e-lift'
    line.send({
      type: 'call-start',
      call_id: callId,
      seq: 1,
      caller: '13912345678',
      agent: 'operator',
    })
    await page.locator('.queue-item', { hasText: '139' }).click()
    for (const [index, [speaker, text]] of talk.entries()) {
      await say(line, callId, [index + 1, speaker, text])
    }
    await page.locator('.segment', { hasText: '轮椅' }).waitFor()
    const address = page.locator('#entry-address')
    await expect.poll(() => address.inputValue()).toBe('花家地小区十二号楼三单元')
    await expect.poll(() => page.inputValue('#entry-subdistrict')).toBe('朝阳区望京街道')
    await expect.poll(() => page.inputValue('#entry-description')).toContain('轮椅')
    await page.locator('.entry-field', { has: address }).getByText('看原话').click()
    await expect.poll(() => page.locator('mark.ev-strong').allInnerTexts()).toContain('花家地小区')
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-call')

    await address.fill('花家地小区2号楼3单元')
    await say(line, callId, [9, 'citizen', '对，花家地小区十二号楼三单元'])
    await page.locator('.segment').nth(6).waitFor()
    await page.locator('.confirm-state', { hasText: '已保存' }).waitFor()
    expect(await address.inputValue()).toBe('花家地小区2号楼3单元')
    await page.keyboard.press('Control+Enter')
    await page.locator('.findings', { hasText: '十二号楼' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-call-check')
    await page.getByRole('button', { name: '返回修改' }).click()
    await address.fill('花家地小区12号楼3单元')
    line.send({ type: 'call-end', call_id: callId, seq: 20 })
    await page.keyboard.press('Control+Enter')
    await page.locator('.ant-modal', { hasText: '没有发现遗漏' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.ant-result', { hasText: '已受理，编号' }).waitFor()
    line.close()
  })

  it('is warned of an emergency at once and logs the transfer', async () => {
    const page = await signIn()
    const line = await open()
    line.send({ type: 'call-start', call_id: 'e2e-fire', seq: 1, caller: '13700001111' })
    await page.locator('.queue-item', { hasText: '137' }).click()
    await say(line, 'e2e-fire', [1, 'citizen', '着火了，楼下车棚着火，烟往楼上灌，快来人'])
    await page.locator('.emergency-banner', { hasText: '119' }).waitFor()
    await page.getByRole('button', { name: /已转接 119/ }).click()
    await page.locator('.emergency-banner', { hasText: '已转 119' }).waitFor()
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-call-emergency')
    line.close()
  })

  it('enters a call by keyboard alone, over a reload and a broken line', async () => {
    const page = await signIn()
    await page.keyboard.press('Alt+n')
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('entry-description')
    await page.keyboard.type('望京街道花家地小区楼下烧烤店每天夜里两点还在营业，油烟很大')
    await expect.poll(() => page.inputValue('#entry-subdistrict')).toBe('朝阳区望京街道')
    await page.locator('.confirm-state', { hasText: '已保存' }).waitFor()
    await page.context().setOffline(true)
    await page.keyboard.press('Alt+d')
    await page.keyboard.type('花家地小区5号楼')
    await page.locator('.confirm-state', { hasText: '连不上' }).waitFor()
    await page.context().setOffline(false)
    await page.reload()
    await page.waitForSelector('#entry-address')
    expect(await page.inputValue('#entry-address')).toBe('花家地小区5号楼')
    expect(await page.inputValue('#entry-description')).toContain('烧烤店')
    await page.locator('.confirm-state', { hasText: '已保存' }).waitFor()
    await page.keyboard.press('Alt+p')
    await page.keyboard.type('13600002222')
    await page.keyboard.press('Enter')
    await page.keyboard.type('李')
    await page.keyboard.press('Alt+1')
    expect(await browser.seriousFindings(page)).toEqual([])
    await browser.picture(page, 'console-entry')
    await page.keyboard.press('Control+Enter')
    await page.locator('.ant-modal').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.ant-result', { hasText: '已受理，编号' }).waitFor()

    await page.keyboard.press('Enter')
    await page.keyboard.press('Alt+n')
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('entry-description')
    await page.keyboard.type('还是那家烧烤店')
    await page.keyboard.press('Alt+p')
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('entry-contact_phone')
    await page.keyboard.type('136 0000 2222')
    await page.locator('.repeats', { hasText: '同号码' }).waitFor()
    await page.getByRole('button', { name: '已当场答复' }).click()
    await page.locator('.ant-result', { hasText: '当场答复' }).waitFor()
  })

  it('can use the screen on a small display', async () => {
    const page = await signIn(PHONE)
    await page.getByRole('button', { name: /新建录入/ }).click()
    await page.fill('#entry-description', '三里屯街道路灯不亮，晚上走路很危险')
    await page.locator('.candidates button').first().waitFor()
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBeLessThanOrEqual(PHONE.width)
    await page.locator('#entry-description').scrollIntoViewIfNeeded()
    await browser.picture(page, 'console-entry-small')
  })
})
