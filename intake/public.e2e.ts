import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BrowserKit, launchBrowser, PHONE } from './testing/browser-kit.ts'
import { type RunningServer, startServerProcess } from './testing/server-process.ts'

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

describe('the public pages in a browser', () => {
  it('are searched with the keyboard alone, and an article says where it comes from', async () => {
    const page = await kit.open(`${server.url}/kb`)
    await page.focus('#q')
    await page.keyboard.type('居住证怎么办')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=/)
    await kit.picture(page, 'public-search')
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.locator('.results a').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('article h1')
    expect(await page.locator('article').textContent()).toContain('依据')
    await kit.picture(page, 'public-article')
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: '没有帮助' }).click()
    await page.waitForURL(/feedback/)
    expect(await page.locator('main').textContent()).toContain('已收到')
  })

  it('work without a script, on a phone too', async () => {
    const page = await kit.open(`${server.url}/map`, { scripts: false, viewport: PHONE })
    await page.fill('#q', '图书馆')
    await page.getByRole('button', { name: '查找' }).click()
    expect(await page.locator('.point').count()).toBeGreaterThan(0)
    expect(await page.locator('#map').isVisible()).toBe(false)
    const overflow = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
    expect(await page.evaluate(overflow).catch(() => false)).toBe(false)
    await page.locator('.point h3 a').first().click()
    await page.waitForURL(/map\/points/)
    const main = await page.locator('main').textContent()
    expect(main).toContain('地址')
    expect(main).toContain('无障碍')
    expect(await page.evaluate(overflow).catch(() => false)).toBe(false)
    await kit.picture(page, 'public-point-phone')
  })

  it('show the map with what the list says, and mark the card of a pin', async () => {
    const page = await kit.open(`${server.url}/map`)
    await page.waitForSelector('.leaflet-marker-icon')
    const pins = await page.locator('.leaflet-marker-icon').count()
    expect(pins).toBeGreaterThan(0)
    expect(await page.locator('.point').count()).toBeGreaterThanOrEqual(pins)
    await page.locator('.leaflet-marker-icon').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('.point.marked')
    await kit.picture(page, 'public-map')
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.setViewportSize(PHONE)
    await kit.picture(page, 'public-map-phone')
  })

  it('take the visitor’s own position, once asked', async () => {
    const page = await kit.open(`${server.url}/map`)
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation({ longitude: 116.397, latitude: 39.908 })
    await page.click('#locate')
    await page.waitForURL(/lng=116\.397/)
    expect(await page.locator('[role=status]').first().textContent()).toBeDefined()
    expect(await page.locator('.point').first().textContent()).toMatch(/公里|米/)
  })

  it('were refused nothing by the content security policy', () => {
    expect(kit.complaints).toEqual([])
  })
})
