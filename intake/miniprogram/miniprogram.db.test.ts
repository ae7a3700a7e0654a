import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startFakeWechat } from '../testing/fake-wechat.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createFakeWx } from './testing/fake-wx.ts'

/** The mini-program's own socket layer, storage and sign-in against the real server (conformance). */
let site: TestApp
let wechat: Awaited<ReturnType<typeof startFakeWechat>>
const phone = createFakeWx()

beforeAll(async () => {
  wechat = await startFakeWechat()
  site = await createTestApp({ env: wechat.env })
  vi.stubGlobal('wx', phone.wx)
  vi.doMock('./src/config.ts', () => ({ SERVER: site.url }))
})
afterAll(async () => {
  // The phone stays: its line tries again until the process ends.
  await site.close()
  wechat.close()
})

const load = async () => ({
  ...(await import('./src/lib/chat.ts')),
  ...(await import('./src/lib/sign-in.ts')),
  ...(await import('./src/lib/client-id.ts')),
})

async function say(text: string, choice?: string) {
  const { getChat, newClientId } = await load()
  const chat = getChat()
  const before = chat.getState().turns.length
  const id = newClientId()
  chat.send({ type: 'message-send', client_message_id: id, text, ...(choice ? { choice } : {}) })
  await vi.waitFor(
    () => {
      const { turns } = chat.getState()
      if (turns.length < before + 2 || turns.at(-1)?.sender === 'citizen')
        throw new Error('waiting')
    },
    { timeout: 25_000 },
  )
  return chat.getState().turns.at(-1)
}

describe('the mini-program against the server', () => {
  it('greets, survives a loss of the network with what was written, and files a request', async () => {
    const { getChat } = await load()
    const chat = getChat()
    await vi.waitFor(() => expect(chat.getState().turns.length).toBeGreaterThan(0), {
      timeout: 25_000,
    })
    phone.setNetwork(false)
    await expect.poll(() => chat.getState().phase).toBe('waiting')
    const sent = say('一街道2号楼电梯坏了三天，我的电话13800138000')
    const kept = () => [...phone.stored.keys()].some((key) => key.startsWith('jiesu.chat.out.'))
    await expect.poll(kept).toBe(true)
    phone.setNetwork(true)
    await sent
    const last = await say('不用保密', 'confidential-no')
    const card = last?.cards[0]
    if (card?.type !== 'draft') throw new Error('a summary card was expected')
    const { newClientId } = await load()
    chat.send({
      type: 'draft-confirm',
      client_message_id: newClientId(),
      draft_id: card.draft_id,
      draft_version: card.version,
    })
    await vi.waitFor(
      () =>
        expect(chat.getState().turns.some((turn) => turn.outcome === 'request_filed')).toBe(true),
      { timeout: 25_000 },
    )
    const { db } = site.database
    const { channel } = await db
      .selectFrom('conversations')
      .select('channel')
      .executeTakeFirstOrThrow()
    expect(channel).toBe('miniprogram')
  })
  it('signs in and lists what was filed; an expired session is renewed without a word', async () => {
    const { loadOwnRequests } = await load()
    phone.setLogin('code-of-li-1')
    const [own] = await loadOwnRequests()
    expect(own).toMatchObject({ status: 'awaiting_dispatch' })
    await site.database.db
      .updateTable('citizen_sessions')
      .set({ expires_at: new Date(0) })
      .execute()
    phone.setLogin('code-of-li-2')
    expect(await loadOwnRequests()).toHaveLength(1)
  })
})
