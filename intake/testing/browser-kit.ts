import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { SAMPLE_PASSWORD } from './play-thread.ts'

export const DESK = { width: 1366, height: 768 }
export const PHONE = { width: 390, height: 844 }
export type Viewport = typeof DESK

/** Nothing here is measured by time: a step may take this long on a machine that is busy. */
const SLOW_MACHINE = 60_000

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

interface Finding {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

export interface OpenOptions {
  viewport?: Viewport
  scripts?: boolean
  /** Runs in the page before its own scripts. */
  initScript?: string
}

export interface BrowserKit {
  /** What the pages complained of: errors, and whatever the content security policy refused. */
  complaints: string[]
  /** A page of a browser context of its own. */
  open(url: string, options?: OpenOptions): Promise<Page>
  /** Keeps a picture when SCREENS_DIR is set (docs/screens). */
  picture(page: Page, name: string): Promise<void>
  /** Serious and critical findings of axe on the page as it stands. */
  seriousFindings(page: Page): Promise<string[]>
  close(): Promise<void>
}

/** What fades in is half transparent for a moment, which is no fault of its colours. */
const settled = `Promise.all(document.getAnimations()
  .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
  .map((one) => one.finished.catch(() => {})))`

async function findSerious(page: Page): Promise<string[]> {
  await page.evaluate(`${settled}.then(() => {})`)
  const tools = await page.context().newCDPSession(page)
  await tools.send('Runtime.evaluate', { expression: axeSource })
  const run = 'axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations)'
  const found = (await page.evaluate(run)) as Finding[]
  return found
    .filter((f) => f.impact === 'serious' || f.impact === 'critical')
    .map((f) => `${f.id}: ${f.nodes[0]?.html ?? ''}`)
}

/** A real Chromium (CHROMIUM_PATH names it) with what every browser test needs. */
export async function launchBrowser(): Promise<BrowserKit> {
  const screensDir = process.env['SCREENS_DIR']
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  })
  const complaints: string[] = []
  return {
    complaints,
    open: async (url, { viewport = DESK, scripts = true, initScript } = {}) => {
      const context = await browser.newContext({
        viewport,
        locale: 'zh-CN',
        javaScriptEnabled: scripts,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(SLOW_MACHINE)
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
      })
      if (initScript !== undefined) await page.addInitScript(initScript)
      await page.goto(url)
      return page
    },
    picture: async (page, name) => {
      if (!screensDir) return
      await mkdir(screensDir, { recursive: true })
      await page.screenshot({ path: join(screensDir, `${name}.png`) })
    },
    seriousFindings: findSerious,
    close: () => browser.close(),
  }
}

/** Signs a sample account in on the console's page; `ready` shows that it is in. */
export async function signInOn(page: Page, login: string, ready = '.top'): Promise<void> {
  await page.fill('#login', login)
  await page.fill('#password', SAMPLE_PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForSelector(ready)
}
