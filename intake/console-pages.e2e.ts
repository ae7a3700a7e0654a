import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BrowserKit, DESK, launchBrowser, PHONE, signInOn } from './testing/browser-kit.ts'
import { fileRequest } from './testing/play-thread.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

/** Pages of the console on a desk and on a phone: all of them usable, none with a serious finding. */
let browser: BrowserKit
let server: RunningServer
beforeAll(async () => {
  server = await startServerProcess()
  const { chat } = await fileRequest(server.chatUrl)
  chat.close()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const pages = [
  { login: 'reviewer', page: 'dispatch', ready: '.confirm-state' },
  { login: 'wangjing', page: 'handling', ready: '.queue-list, .nothing' },
  { login: 'supervisor', page: 'orders', ready: '.nothing' },
  { login: 'operator', page: 'reception', ready: '.reception' },
  { login: 'operator', page: 'calls', ready: '.calls-list' },
  { login: 'evaluator', page: 'models', ready: '.table' },
  { login: 'evaluator', page: 'quality', ready: '.figures' },
  { login: 'evaluator', page: 'evals', ready: '.nothing' },
  { login: 'reviewer', page: 'kb/due', ready: '.kb-stats' },
  { login: 'reviewer', page: 'kb/usage', ready: '.kb-charts' },
  { login: 'reviewer', page: 'kb/import', ready: '.kb-drop' },
  { login: 'admin', page: 'system', ready: '.nothing' },
]

/** How far the page can be scrolled sideways: nothing may hide beyond the edge. */
const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

for (const viewport of [DESK, PHONE]) {
  it(`is whole at ${viewport.width}×${viewport.height}`, async () => {
    for (const { login, page: name, ready } of pages) {
      const page = await browser.open(`${server.url}/console#/${name}`, { viewport })
      await signInOn(page, login, ready)
      await page.waitForTimeout(300)
      await browser.picture(page, `console-${name.replace('/', '-')}-${viewport.width}`)
      expect(await browser.seriousFindings(page), name).toEqual([])
      expect(await overflow(page), name).toBe(0)
      await page.close()
    }
    expect(browser.complaints).toEqual([])
  })
}
