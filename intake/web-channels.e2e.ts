import { mkdtemp } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type BrowserKit,
  DESK,
  launchBrowser,
  PHONE,
  signInOn,
  type Viewport,
} from './testing/browser-kit.ts'
import { freePort, type RunningServer, startServerProcess } from './testing/server-process.ts'

/**
 * The web chat beside words, in a real browser: files, a position, large type, the keyboard alone, a lost network, a
 * reload, and another site that embeds it. CHROMIUM_PATH names the browser; SCREENS_DIR keeps pictures.
 */
let kit: BrowserKit
let server: RunningServer
let friend: Server
let stranger: Server
const originOf = (site: Server) => `http://127.0.0.1:${(site.address() as AddressInfo).port}`
/** 望京一带 */
const HERE = { longitude: 116.4705, latitude: 39.9967, accuracy: 35 }

/** Another site with the script tag; its own policy forbids styles that are written into tags. */
function otherSite(port: number, host: () => string): Promise<Server> {
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=gbk')
    response.end(
      `<!doctype html><html lang="zh"><title>x</title><main><h1>Site</h1></main>
<script src="${host()}/widget.js" data-label="&#22312;&#32447;&#21453;&#26144;" defer></script></html>`,
    )
  })
  return new Promise((resolve) => site.listen(port, '127.0.0.1', () => resolve(site)))
}

beforeAll(async () => {
  friend = await otherSite(await freePort(), () => server.url)
  stranger = await otherSite(await freePort(), () => server.url)
  server = await startServerProcess({
    EMBED_ORIGINS: originOf(friend),
    ATTACHMENTS_DIR: await mkdtemp(join(tmpdir(), 'attachments-')),
  })
  kit = await launchBrowser()
})
afterAll(async () => {
  await kit?.close()
  friend?.close()
  stranger?.close()
  await server?.stop()
})

/** A corridor with boxes in it, as large as phones make photos. */
async function photo(): Promise<Buffer> {
  const boxes = [0, 1, 2, 3, 4, 5]
    .map((i) => {
      const [x, y] = [300 + i * 420, 1250 - (i % 3) * 160]
      return `<rect x="${x}" y="${y}" width="380" height="${1700 - y}" fill="hsl(${30 + i * 8} 45% ${55 - i * 4}%)" stroke="#5b4020" stroke-width="12"/>`
    })
    .join('')
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="3200" height="2000"><rect width="3200" height="1700" fill="#d8d2c4"/><rect y="1700" width="3200" height="300" fill="#8a8578"/><rect x="1250" y="250" width="700" height="1450" fill="#7d93a8"/>${boxes}</svg>`
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  const grain = sharp({
    create: { width: 3200, height: 2000, channels: 3, background: '#888', noise },
  })
  const overlay = { input: await grain.png().toBuffer(), blend: 'soft-light' as const }
  return sharp(Buffer.from(scene)).composite([overlay]).jpeg({ quality: 95 }).toBuffer()
}

const openChat = async (viewport: Viewport = PHONE, path = '/') => {
  const page = await kit.open(server.url + path, { viewport })
  await page.waitForSelector('.turn.assistant')
  return page
}

async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('.turn.assistant').count()
  await page.fill('#composer', text)
  await page.press('#composer', 'Enter')
  await page.locator('.turn.assistant').nth(before).waitFor()
}

async function answerUntilDraft(page: Page): Promise<void> {
  for (let turn = 0; turn < 6 && (await page.locator('.card.draft').count()) === 0; turn += 1) {
    const before = await page.locator('.turn.assistant').count()
    await page.locator('.reply').last().click()
    await page.locator('.turn.assistant').nth(before).waitFor()
  }
}

async function signIn(login: string): Promise<Page> {
  const page = await kit.open(`${server.url}/console`, { viewport: DESK })
  await signInOn(page, login)
  return page
}

const choosePhotos = async (page: Page, ...names: string[]) => {
  const files = names.map(async (name) => ({ name, mimeType: 'image/jpeg', buffer: await photo() }))
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles(await Promise.all(files))
}

describe('the web chat', () => {
  it('sends photos, made smaller on the way, which the dispatcher sees with the request', async () => {
    const page = await openChat()
    await choosePhotos(page, '楼道一.jpg', '楼道二.jpg')
    await page.locator('.upload.done').nth(1).waitFor()
    await page.waitForTimeout(600)
    await kit.picture(page, 'citizen-uploads')
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: '去掉 楼道二.jpg' }).click()
    await say(page, '')
    expect(await page.locator('.turn.citizen .file img').count()).toBe(1)
    await page.locator('.turn.assistant', { hasText: '请说说这是什么事' }).waitFor()
    await say(page, '朝阳区望京街道南湖东园122号楼楼道堆满杂物，物业不清理')
    await answerUntilDraft(page)
    await page.locator('.card.draft', { hasText: '1 个文件会一起提交' }).waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.waitForTimeout(600)
    await kit.picture(page, 'citizen-attachment')
    const address = await page.locator('.turn.citizen .file').getAttribute('href')
    const full = await fetch(server.url + address)
    const { width = 0 } = await sharp(Buffer.from(await full.arrayBuffer())).metadata()
    expect(width).toBeLessThanOrEqual(2560)
    await page.getByRole('button', { name: '确认提交' }).click()
    await page.waitForSelector('.card.receipt')

    const desk = await signIn('dispatcher')
    await desk.locator('.queue-item', { hasText: '楼道堆满杂物' }).click()
    await desk.locator('.evidence-photos img').waitFor()
    expect(await kit.seriousFindings(desk)).toEqual([])
    await kit.picture(desk, 'console-attachment')
    const [opened] = await Promise.all([
      desk.context().waitForEvent('page'),
      desk.locator('.evidence-photos a').click(),
    ])
    await opened.waitForLoadState()
    expect(opened.url()).toContain('/api/v1/attachments/')
    await page.context().close()
    await desk.context().close()
  })

  it('keeps words and files over a lost network and a reload, says so, and sends them once', async () => {
    const page = await openChat()
    await say(page, '朝阳区望京街道路灯坏了，晚上看不见路')
    await page.context().setOffline(true)
    await page.evaluate("dispatchEvent(new Event('offline'))")
    await page.locator('.connection .warn').waitFor()
    await choosePhotos(page, '路灯.jpg')
    await page.fill('#composer', '就是这一盏')
    await page.press('#composer', 'Enter')
    await page.locator('.pending', { hasText: '待发送，恢复连接后自动发送' }).waitFor()
    await page.locator('.pending .upload', { hasText: '路灯.jpg' }).waitFor()
    await page.waitForTimeout(600)
    await kit.picture(page, 'citizen-offline')
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.context().setOffline(false)
    await page.context().route('**/ws/chat', (route) => route.abort())
    await page.reload()
    await page.context().unroute('**/ws/chat')
    await page.evaluate("dispatchEvent(new Event('online'))")
    await page.locator('.turn.citizen:not(.pending) .file img').waitFor()
    expect(await page.locator('.pending').count()).toBe(0)
    expect(await page.locator('.turn.citizen', { hasText: '就是这一盏' }).count()).toBe(1)
    expect(await page.locator('.turn.citizen', { hasText: '路灯坏了' }).count()).toBe(1)
    await page.context().close()
  })

  it('sends the phone’s position, says what it understood, and shows it to the dispatcher', async () => {
    const page = await openChat()
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation(HERE)
    await say(page, '这里的井盖破了一个大洞，骑车很危险')
    await page.getByRole('button', { name: '发位置' }).click()
    await page.getByRole('button', { name: '用我现在的位置' }).click()
    await page.locator('.dialog', { hasText: '误差约 35 米' }).waitFor()
    await page.locator('.drag-pin').waitFor()
    await page.locator('.known-name').first().waitFor()
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.waitForTimeout(600)
    await kit.picture(page, 'citizen-pin')
    await page.getByRole('button', { name: '发送这个位置' }).click()
    await page.locator('.turn.assistant', { hasText: '按您发来的位置' }).waitFor()
    await page.waitForTimeout(600)
    await kit.picture(page, 'citizen-pin-asked')
    await page.locator('.reply').first().click()
    await page.locator('.turn.assistant', { hasText: '电话' }).waitFor()
    await answerUntilDraft(page)
    await page.locator('.card.draft', { hasText: '已附上您发来的位置' }).waitFor()
    await page.getByRole('button', { name: '确认提交' }).click()
    await page.waitForSelector('.card.receipt')
    const desk = await signIn('dispatcher')
    await desk.locator('.queue-item', { hasText: '井盖破了' }).click()
    await desk.locator('.evidence-sent', { hasText: '北纬 39.99670' }).waitFor()
    await page.context().close()
    await desk.context().close()
  })

  it('lets a pin be found by name, dragged, and moved by keys', async () => {
    const page = await openChat(DESK)
    await page.getByRole('button', { name: '发位置' }).click()
    await page.fill('#pin-words', '望京街道')
    await page.press('#pin-words', 'Enter')
    await page.locator('.pin-places button').first().click()
    const pin = page.locator('.drag-pin')
    await pin.waitFor()
    const text = () => page.locator('.dialog p[aria-live]').textContent()
    const named = await text()
    const box = await pin.boundingBox()
    if (!box) throw new Error('no pin')
    await page.mouse.move(box.x + 18, box.y + 18)
    await page.mouse.down()
    await page.mouse.move(box.x + 90, box.y + 60, { steps: 5 })
    await page.mouse.up()
    await expect.poll(text).not.toBe(named)
    const dragged = await text()
    await pin.focus()
    await page.keyboard.press('ArrowUp')
    await expect.poll(text).not.toBe(dragged)
    await page.waitForTimeout(600)
    await kit.picture(page, 'citizen-pin-desk')
    await page.getByRole('button', { name: '发送这个位置' }).click()
    await page.locator('.turn.assistant', { hasText: '收到您发来的位置' }).waitFor()
    await page.context().close()
  })
})

/** Hears one sentence at once. */
const fakeSpeech = `class Fake {
  start() { this.onresult({ results: [[{ transcript: '路灯坏了' }]] }) }
  stop() { this.onend() }
  abort() {}
}
Object.assign(window, { SpeechRecognition: Fake, webkitSpeechRecognition: Fake })`

describe('for everybody', () => {
  it('长辈版 shows three choices at most, large, and is remembered', async () => {
    const page = await openChat()
    await page.getByRole('button', { name: '长辈版' }).click()
    await say(page, '居住证怎么办')
    const replies = page.locator('.reply')
    await replies.first().waitFor()
    expect(await replies.count()).toBeLessThanOrEqual(3)
    const boxes = await replies.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))
    for (const { height } of boxes) expect(height).toBeGreaterThanOrEqual(60)
    await page.reload()
    await page.waitForSelector('.turn.assistant')
    expect(await page.evaluate('document.documentElement.className')).toContain('large')
    expect(await page.locator('.turn.citizen').count()).toBe(1)
    expect(await page.evaluate('document.body.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
    expect(await kit.seriousFindings(page)).toEqual([])
    await page.waitForTimeout(600)
    await kit.picture(page, 'citizen-large-type')
    await page.context().close()
  })

  it('files a request with the keyboard alone', async () => {
    const page = await openChat(DESK)
    const pressOn = async (name: string) => {
      for (let i = 0; i < 60; i += 1) {
        const here = await page.evaluate<string>(
          "document.activeElement?.textContent?.trim() ?? ''",
        )
        if (here.includes(name)) return page.keyboard.press('Enter')
        await page.keyboard.press('Shift+Tab')
      }
      throw new Error(`not reached by keys: ${name}`)
    }
    await page.focus('#composer')
    await page.keyboard.type('海淀区中关村街道科育社区路灯不亮已经一个星期了')
    await page.keyboard.press('Enter')
    await page.locator('.reply').first().waitFor()
    for (let i = 0; i < 6 && (await page.locator('.card.draft').count()) === 0; i += 1) {
      const before = await page.locator('.turn.assistant').count()
      const last = (await page.locator('.reply').last().textContent()) ?? ''
      await pressOn(last)
      await page.locator('.turn.assistant').nth(before).waitFor()
    }
    await pressOn('确认提交')
    await page.waitForSelector('.card.receipt')
    expect(await page.locator('[role=log][aria-live=polite]').count()).toBe(1)
    await page.context().close()
  })

  it('hides the voice button where there is no speech input, and fills the field where there is', async () => {
    const page = await openChat(DESK)
    await page.addInitScript({ content: fakeSpeech })
    await page.reload()
    await page.waitForSelector('.turn.assistant')
    await page.fill('#composer', '这里')
    await page.getByRole('button', { name: '说话' }).click()
    await expect.poll(() => page.inputValue('#composer')).toBe('这里路灯坏了')
    await page.getByRole('button', { name: /正在听/ }).click()
    await page.getByRole('button', { name: '说话' }).waitFor()
    await page.context().close()
  })

  it('opens in a site of the list, and says what to do in one that is not', async () => {
    const page = await kit.open(originOf(friend), { viewport: DESK })
    const button = page.getByRole('button', { name: '在线反映' })
    await button.focus()
    await page.keyboard.press('Enter')
    const frame = page.frameLocator('#jiesu-widget iframe')
    await frame.locator('.turn.assistant').waitFor()
    await frame.locator('#composer').fill('你好')
    await frame.locator('#composer').press('Enter')
    await frame.locator('.turn.assistant').nth(1).waitFor()
    await page.waitForTimeout(600)
    await kit.picture(page, 'widget')
    expect(await kit.seriousFindings(page)).toEqual([])
    await frame.getByRole('button', { name: '收起' }).click()
    // The frame tells the page by a message.
    await page.locator('#jiesu-widget').waitFor({ state: 'hidden' })
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe('false')
    await page.context().close()

    const allowed = kit.complaints.length
    const other = await kit.open(originOf(stranger), { viewport: DESK })
    await other.getByRole('button', { name: '在线反映' }).click()
    await other.getByRole('link', { name: '在新窗口打开' }).waitFor()
    expect(kit.complaints.splice(allowed).join()).toContain('frame-ancestors')
    await other.context().close()
    const framed = await fetch(`${server.url}/?embed=1`)
    expect(framed.headers.get('x-frame-options')).toBeNull()
    expect(framed.headers.get('content-security-policy')).toContain(originOf(friend))
    const plain = await fetch(server.url)
    expect(plain.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it('broke no rule of the content security policy', () => {
    expect(kit.complaints).toEqual([])
  })
})
