import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BrowserKit, launchBrowser, PHONE, signInOn } from './testing/browser-kit.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

/** The evaluator's page (评测): a run is started, watched, read in its sandbox and compared with another. SCREENS_DIR keeps the pictures. */
let kit: BrowserKit
let server: RunningServer

beforeAll(async () => {
  server = await startServerProcess()
  kit = await launchBrowser()
})
afterAll(async () => {
  await kit?.close()
  await server?.stop()
})

const overflow = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
const done = (page: Page) => page.getByRole('link', { name: '看报告' })

async function signIn(viewport?: typeof PHONE): Promise<Page> {
  const page = await kit.open(`${server.url}/console`, viewport ? { viewport } : {})
  await signInOn(page, 'evaluator')
  await page.goto(`${server.url}/console#/evals`)
  await page.getByRole('heading', { name: '评测', exact: true }).waitFor()
  return page
}

/** Starts a run of one suite, small enough to wait for. */
async function startRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开始评测' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: '全部评测集' }).uncheck()
  await dialog.getByRole('checkbox', { name: '重复与同一事件' }).check()
  await kit.picture(page, 'console-evals-start')
  await dialog.getByRole('button', { name: /开\s*始/ }).click()
  await dialog.waitFor({ state: 'hidden' })
}

describe('the evaluator’s page', () => {
  it('starts a run, shows how far it is, and shows the report in a sandbox', async () => {
    const page = await signIn()
    await startRun(page)
    await page.locator('.run-progress', { hasText: /\d+\/\d+/ }).waitFor({ timeout: 60_000 })
    expect(await page.getByRole('button', { name: '开始评测' }).isDisabled()).toBe(true)
    await kit.picture(page, 'console-evals-running')
    await done(page).waitFor({ timeout: 120_000 })
    expect(await kit.seriousFindings(page)).toEqual([])
    await done(page).click()
    const frame = page.locator('iframe.eval-report')
    await frame.waitFor()
    expect(await frame.getAttribute('sandbox')).toBe('allow-scripts')
    const report = page.frameLocator('iframe.eval-report')
    await report.getByRole('link', { name: '重复与同一事件' }).first().waitFor()
    expect(await report.locator('table').first().textContent()).toContain('%')
    // Its own script filters the case cards; that is all it may do.
    expect(await report.locator('body').evaluate('self.origin')).toBe('null')
    await kit.picture(page, 'console-evals-report')
    expect(await kit.seriousFindings(page)).toEqual([])
  })

  it('compares two runs', async () => {
    const page = await signIn()
    await startRun(page)
    await expect.poll(() => done(page).count(), { timeout: 120_000 }).toBe(2)
    for (const box of await page.getByRole('checkbox', { name: /来比较/ }).all()) await box.check()
    await kit.picture(page, 'console-evals')
    await page.getByRole('button', { name: '比较所选两次' }).click()
    await page.getByRole('heading', { name: '两次评测的比较' }).waitFor()
    // The same program and data: nothing turned, and the figures stand still.
    const text = page.locator('.compared-suite')
    await text.waitFor()
    expect(await text.textContent()).toMatch(/新对 0，新错 0，McNemar p=1\.000/)
    expect(await text.textContent()).toContain('top1')
    await kit.picture(page, 'console-evals-compare')
    expect(await kit.seriousFindings(page)).toEqual([])
  })

  it('is read on a phone', async () => {
    const page = await signIn(PHONE)
    await done(page).first().waitFor()
    expect(await page.evaluate(overflow)).toBe(false)
    await kit.picture(page, 'console-evals-phone')
    expect(await kit.seriousFindings(page)).toEqual([])
    await done(page).first().click()
    await page.frameLocator('iframe.eval-report').locator('table').first().waitFor()
    expect(await page.evaluate(overflow)).toBe(false)
    await kit.picture(page, 'console-evals-report-phone')
  })

  it('made no browser complain', () => {
    expect(kit.complaints).toEqual([])
  })
})
