import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectChat } from './client/chat-client.ts'
import { type BrowserKit, launchBrowser, PHONE } from './testing/browser-kit.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'
import { createSlowLine, type SlowLine } from './testing/slow-line.ts'

/**
 * The web chat on a bad network: 50 kB a second, two seconds there and back, answers that never arrive and a tunnel. What was
 * written is sent once, its state is in sight, and nothing is lost or doubled. Every wait is for a condition, none for a time.
 */
const LONG = { timeout: 120_000 }

let kit: BrowserKit
let server: RunningServer
let line: SlowLine
beforeAll(async () => {
  server = await startServerProcess()
  line = await createSlowLine(server.url, { bytesPerSecond: 50_000, latencyMs: 1000 })
  kit = await launchBrowser()
})
afterAll(async () => {
  await kit?.close()
  await line?.close()
  await server?.stop()
})

const write = async (page: Page, text: string) => {
  await page.fill('#composer', text)
  await page.press('#composer', 'Enter')
}
const pending = (page: Page) => page.locator('.turn.citizen.pending')
const shownTexts = async (page: Page) =>
  (await page.locator('.turn.citizen .bubble').allInnerTexts()).map((t) =>
    t.replace(/^您说：\s*/, ''),
  )

/** What the server has of the citizen's words, read beside the slow line. */
async function storedTexts(page: Page): Promise<string[]> {
  const resumeToken = await page.evaluate<string | null>("localStorage.getItem('jiesu.chat.token')")
  const chat = await connectChat({ url: server.chatUrl, resumeToken: resumeToken ?? '' })
  await chat.answerTo(0)
  const lastSeq = chat.frames().flatMap((f) => (f.type === 'welcome' ? [f.last_seq] : []))[0] ?? 0
  await expect.poll(() => chat.turns().some((turn) => turn.seq === lastSeq), LONG).toBe(true)
  const said = chat.turns().filter((turn) => turn.sender === 'citizen')
  chat.close()
  return said.map((turn) => turn.text)
}

describe('a slow and broken network', () => {
  const first = '朝阳区望京街道南湖东园122号楼电梯坏了三天'
  const second = '老人下不了楼'
  const third = '物业说要等配件'

  it('shows what is on its way, sends it once, and brings the answers', async () => {
    const page = await kit.open(line.url, { viewport: PHONE })
    await page.locator('.turn.assistant').first().waitFor(LONG)

    line.hold('up')
    await write(page, first)
    await pending(page).locator('.delivery', { hasText: '发送中' }).waitFor(LONG)
    await kit.picture(page, 'slow-sending')
    line.release()
    await page.locator('.turn.assistant').nth(1).waitFor(LONG)
    await expect.poll(() => pending(page).count(), LONG).toBe(0)

    // Stored, and the acknowledgement is lost with the line.
    line.hold('down')
    await write(page, second)
    await expect.poll(() => storedTexts(page), LONG).toEqual([first, second])
    await line.cut()
    const waiting = pending(page).locator('.delivery', { hasText: '恢复连接后自动发送' })
    await waiting.first().waitFor(LONG)
    await page.locator('.connection', { hasText: '正在重新连接' }).waitFor(LONG)
    await write(page, third)
    await expect.poll(() => waiting.count(), LONG).toBe(2)
    await kit.picture(page, 'slow-tunnel')

    await line.restore()
    await expect.poll(() => pending(page).count(), LONG).toBe(0)
    await expect.poll(() => shownTexts(page), LONG).toEqual([first, second, third])
    expect(await storedTexts(page)).toEqual([first, second, third])

    await page.reload()
    await expect.poll(() => shownTexts(page), LONG).toEqual([first, second, third])
    expect(await pending(page).count()).toBe(0)
    expect(await storedTexts(page)).toEqual([first, second, third])
    expect(kit.complaints).toEqual([])
  }, 600_000)
})
