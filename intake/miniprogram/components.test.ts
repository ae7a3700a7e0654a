import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { JSDOM } from 'jsdom'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

/** The built components in WeChat's own simulator: templates, events, and what a tap does. */
interface Rendered {
  attach(parent: object): void
  querySelector(selector: string): Rendered | undefined
  querySelectorAll(selector: string): Rendered[]
  dispatchEvent(name: string): void
  addEventListener(name: string, listener: (event: { detail: unknown }) => void): void
  dom?: { innerHTML: string; textContent: string }
}
interface Simulate {
  load(path: string, tag: string, options: { rootPath: string }): string
  render(id: string, properties: object): Rendered
  sleep(ms: number): Promise<void>
}

const browserNames = [
  'window',
  'document',
  'Node',
  'Element',
  'HTMLElement',
  'Event',
  'CustomEvent',
  'MutationObserver',
  'requestAnimationFrame',
  'cancelAnimationFrame',
] as const
const dist = mkdtempSync(join(tmpdir(), 'miniprogram-'))
const called: string[] = []
let simulate: Simulate

beforeAll(async () => {
  const root = fileURLToPath(new URL('.', import.meta.url))
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: dist, emptyOutDir: true },
  })
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
  for (const name of browserNames) vi.stubGlobal(name, name === 'window' ? window : window[name])
  simulate = createRequire(import.meta.url)('miniprogram-simulate') as Simulate
  const wx = (globalThis as unknown as { wx: Record<string, unknown> }).wx
  wx['makePhoneCall'] = ({ phoneNumber }: { phoneNumber: string }) => called.push(phoneNumber)
}, 60_000)
afterAll(() => {
  vi.unstubAllGlobals()
  rmSync(dist, { recursive: true, force: true })
})

async function show(card: object) {
  const id = simulate.load(join(dist, 'components/card/card'), 'card', { rootPath: dist })
  const component = simulate.render(id, { card })
  const parent = document.createElement('div')
  component.attach(parent)
  await simulate.sleep(10)
  return { component, text: () => parent.textContent ?? '' }
}

const draft = {
  key: '1',
  type: 'draft',
  title: '请核对诉求',
  phones: [],
  draft: { id: 'd1', version: 2 },
  lines: [
    { name: '标题', text: '电梯坏了', field: 'title' },
    { name: '时限', text: '7天内', field: '' },
  ],
}

describe('a card', () => {
  it('shows a draft, and says which field was tapped and that it was confirmed', async () => {
    const { component, text } = await show(draft)
    expect(text()).toContain('电梯坏了')
    expect(text()).toContain('确认提交')
    const heard: unknown[] = []
    for (const name of ['edit', 'confirm', 'discard']) {
      component.addEventListener(name, ({ detail }) => heard.push([name, detail]))
    }
    const [title, deadline] = component.querySelectorAll('.line')
    title?.dispatchEvent('tap')
    deadline?.dispatchEvent('tap')
    component.querySelector('.confirm')?.dispatchEvent('tap')
    component.querySelector('.discard')?.dispatchEvent('tap')
    await simulate.sleep(20)
    expect(heard).toEqual([
      ['edit', { draft: { id: 'd1', version: 2 }, field: 'title', text: '电梯坏了' }],
      ['confirm', { draft: { id: 'd1', version: 2 } }],
      ['discard', { draft: { id: 'd1', version: 2 } }],
    ])
  })
  it('of an older draft can neither be changed nor confirmed', async () => {
    const { component, text } = await show({ ...draft, draft: null })
    expect(text()).not.toContain('确认提交')
    const heard: unknown[] = []
    component.addEventListener('edit', ({ detail }) => heard.push(detail))
    component.querySelector('.line')?.dispatchEvent('tap')
    await simulate.sleep(20)
    expect(heard).toEqual([])
  })
  it('of an emergency dials the number that is tapped', async () => {
    const phones = [{ name: '火警', number: '119' }]
    const { component, text } = await show({
      key: '2',
      type: 'emergency',
      title: '情况紧急',
      phones,
      lines: [],
      draft: null,
    })
    expect(text()).toContain('拨打 119（火警）')
    component.querySelector('.phone')?.dispatchEvent('tap')
    await simulate.sleep(20)
    expect(called).toEqual(['119'])
  })
  it('shows hostile words as words', async () => {
    const lines = [
      { name: '内容', text: '<script>alert(1)</script><img src=x onerror=alert(1)>', field: '' },
    ]
    await show({ ...draft, lines })
    expect(document.querySelector('script, img')).toBeNull()
  })
})
