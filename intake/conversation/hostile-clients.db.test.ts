import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newClientMessageId } from '../client/chat-client.ts'
import type { ServerFrame } from '../protocol/chat-frames.ts'
import { createTestApp, type TestApp, type TestAppOptions } from '../testing/test-app.ts'

let site: TestApp
const start = async (options: TestAppOptions = {}) => {
  site = await createTestApp(options)
}
beforeEach(() => start())
afterEach(() => site.close())

const isError = (f: ServerFrame): f is Extract<ServerFrame, { type: 'error' }> => f.type === 'error'

/** After whatever happened, somebody else can still talk. */
async function othersAreFine() {
  const chat = await site.chat()
  const { seq } = await chat.say('一街道电梯坏了三天没人修')
  expect((await chat.answerTo(seq)).asks).toBe('contact')
  chat.close()
}

/** A bare socket that says what it likes. */
async function rawSocket(headers: Record<string, string> = {}) {
  const socket = new WebSocket(site.chatUrl, { headers })
  const frames: ServerFrame[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as ServerFrame))
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return { socket, frames, closed }
}

test('nonsense is told in words and the line stays usable', async () => {
  const chat = await site.chat()
  for (const data of ['', '{', 'null', '[]', '{"type":"no-such-frame"}', '{"__proto__":{"a":1}}']) {
    chat.sendRaw(data)
  }
  chat.sendRaw(Buffer.from([0xff, 0xfe, 0x00]))
  await chat.waitFor((f): f is ServerFrame & { type: 'error' } => {
    return isError(f) && f.code === 'chat.frame-binary'
  })
  const codes = chat.frames().filter(isError)
  expect(codes).toHaveLength(7)
  for (const frame of codes) {
    expect(frame.fatal).toBe(false)
    expect(frame.message).toMatch(/\p{Script=Han}/u)
  }
  const { seq } = await chat.say('你好')
  expect((await chat.answerTo(seq)).text).toContain('smalltalk.greeting')
  chat.close()
})

test('hello comes first, once, in this version and with a known token', async () => {
  const early = await rawSocket()
  early.socket.send(
    JSON.stringify({ type: 'message-send', client_message_id: 'too-early-1', text: '你好' }),
  )
  await expect.poll(() => early.frames).toMatchObject([{ code: 'chat.hello-required' }])
  early.socket.send(JSON.stringify({ v: 99, type: 'hello', client: 'x' }))
  expect(await early.closed).toBe(4001)
  expect(early.frames.at(-1)).toMatchObject({ code: 'chat.version-unsupported', fatal: true })

  const stranger = await rawSocket()
  stranger.socket.send(
    JSON.stringify({ v: 1, type: 'hello', client: 'x', resume_token: 'nobody-has-this' }),
  )
  expect(await stranger.closed).toBe(4004)
  expect(stranger.frames.at(-1)).toMatchObject({ code: 'chat.token-unknown', fatal: true })

  const twice = await site.chat()
  twice.send({ v: 1, type: 'hello', client: 'x', channel: 'web', last_seq: 0 })
  expect((await twice.waitFor(isError)).code).toBe('chat.frame-invalid')
  twice.close()
})

test('a silent client is let go', async () => {
  await site.close()
  await start({ limits: { chat: { helloMs: 60 } } })
  const silent = await rawSocket()
  expect(await silent.closed).toBe(4002)
  await othersAreFine()
})

test('too long, empty, and characters that no database holds', async () => {
  const chat = await site.chat()
  await expect(chat.say('长'.repeat(6000))).rejects.toThrow('chat.text-too-long')
  await expect(chat.say('   ')).rejects.toThrow('chat.text-empty')
  const { seq } = await chat.say('一街道\u0000电梯\ud800坏了')
  await chat.answerTo(seq)
  expect(chat.turns().find((t) => t.seq === seq)?.text).toBe('一街道电梯\ufffd坏了')
  const { seq: odd } = await chat.say('一街道', { choice: '\u0000\udfff' })
  await chat.answerTo(odd)
  chat.close()
})

test('a frame of ten megabytes ends its own line only', async () => {
  const big = await rawSocket()
  big.socket.send('x'.repeat(10 * 1024 * 1024))
  expect(await big.closed).toBeGreaterThan(1000)
  await othersAreFine()
})

test('bad UTF-8 and a broken web-socket frame end their own line only', async () => {
  for (const bytes of [
    // A masked text frame whose payload is no UTF-8, and one with all reserved bits set.
    Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xff]),
    Buffer.from([0xf1, 0x82, 0, 0, 0, 0, 0x41, 0x41]),
  ]) {
    const raw = connect(Number(new URL(site.url).port), '127.0.0.1')
    const ended = new Promise((resolve) => raw.once('close', resolve))
    raw.write(
      'GET /ws/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await new Promise((resolve) => raw.once('data', resolve))
    raw.write(bytes)
    await ended
  }
  await othersAreFine()
})

test('a flood of frames ends its own line only', async () => {
  const flood = await rawSocket()
  flood.socket.send(JSON.stringify({ v: 1, type: 'hello', client: 'x' }))
  for (let i = 0; i < 1000; i++) flood.socket.send('{"type":"ping"}')
  expect(await flood.closed).toBe(4009)
  expect(flood.frames.at(-1)).toMatchObject({ code: 'chat.flooding', fatal: true })
  await othersAreFine()
})

test('somebody who writes too fast is told how long to wait, and nothing is lost silently', async () => {
  await site.close()
  await start({ limits: { chat: { messageBurst: 2, messagesPerMinute: 60 } } })
  const chat = await site.chat()
  await chat.say('一')
  await chat.say('二')
  const id = newClientMessageId()
  chat.send({ type: 'message-send', client_message_id: id, text: '三' })
  const refusal = await chat.waitFor(isError)
  expect(refusal).toMatchObject({ code: 'chat.too-fast', client_message_id: id, fatal: false })
  expect(refusal.retry_after_ms).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, (refusal.retry_after_ms ?? 0) + 20))
  expect((await chat.say('三')).duplicate).toBe(false)
  chat.close()
})

test('one address cannot open lines or conversations without end', async () => {
  await site.close()
  await start({ limits: { chat: { connectionsPerAddress: 3, conversationsPerHour: 2 } } })
  const one = await site.chat()
  const two = await site.chat()
  await expect(site.chat()).rejects.toThrow('chat.too-many-conversations')
  // The refused line gives its place back a moment later.
  await expect.poll(() => site.app.websocketServer.clients.size).toBe(2)
  const again = await site.chat({ resumeToken: one.resumeToken })
  const full = await rawSocket()
  expect(await full.closed).toBe(4029)
  expect(full.frames[0]).toMatchObject({ code: 'chat.too-many-connections', fatal: true })
  again.terminate()
  await again.closed
  await expect.poll(() => site.chat({ resumeToken: two.resumeToken }).then(() => 'in')).toBe('in')
  one.close()
  two.close()
})

test('a client that does not read is let go and holds no memory', async () => {
  await site.close()
  await start({ limits: { chat: { backlogBytes: 2_000, messageBurst: 1000 } } })
  const chat = await site.chat()
  const reader = await rawSocket()
  reader.socket.send(
    JSON.stringify({ v: 1, type: 'hello', client: 'x', resume_token: chat.resumeToken }),
  )
  await expect.poll(() => reader.frames.some((f) => f.type === 'welcome')).toBe(true)
  reader.socket.pause()
  const text = '一'.repeat(5000)
  // What the kernel takes for a paused reader is a few megabytes; the limit is on what we hold ourselves.
  let over = false
  void reader.closed.then(() => {
    over = true
  })
  for (let i = 0; i < 400 && site.app.websocketServer.clients.size > 1 && !over; i++) {
    await chat.say(text)
  }
  reader.socket.resume()
  expect(await reader.closed).toBe(1006)
  chat.close()
}, 60_000)

/** A masked text frame as a browser sends it. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const mask = Buffer.from([1, 2, 3, 4])
  const masked = payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0xfe, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([Buffer.from([0x81]), length, mask, masked])
}

/** A line without a web-socket library: bytes go out as they are. */
async function bareLine() {
  const raw = connect(Number(new URL(site.url).port), '127.0.0.1')
  raw.on('error', () => {})
  let heard = ''
  raw.on('data', (data) => {
    heard += data.toString('latin1')
  })
  const closed = new Promise<void>((resolve) => raw.once('close', () => resolve()))
  raw.write(
    'GET /ws/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await expect.poll(() => heard).toContain('101')
  return { raw, closed, heard: () => heard }
}

test('one byte at a time is slow for its sender only, and is understood', async () => {
  const { raw, heard } = await bareLine()
  raw.setNoDelay(true)
  for (const byte of maskedFrame(JSON.stringify({ v: 1, type: 'hello', client: 'slow' }))) {
    raw.write(Buffer.from([byte]))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await othersAreFine()
  await expect.poll(heard).toContain('"welcome"')
  raw.destroy()
})

test('a frame that never ends waits for nobody, and half-open lines are cut', async () => {
  await site.close()
  await start({ limits: { chat: { heartbeatSeconds: 0.2 } } })
  const halfFrame = await bareLine()
  halfFrame.raw.write(maskedFrame(JSON.stringify({ v: 1, type: 'hello', client: 'x' })))
  halfFrame.raw.write(Buffer.from([0x81, 0xfe, 0x40, 0x00, 1, 2, 3, 4, 65]))
  await othersAreFine()
  // It answers no ping: the peer is gone, whatever its end of the line says.
  await halfFrame.closed
  const neverAsked = connect(Number(new URL(site.url).port), '127.0.0.1')
  neverAsked.on('error', () => {})
  neverAsked.write('GET /ws/chat HTTP/1.1\r\nHost: x')
  await othersAreFine()
  neverAsked.destroy()
})

test('an id that was used before stores nothing again, whatever it comes with', async () => {
  const chat = await site.chat()
  const first = await chat.say('一街道电梯坏了三天没人修', { id: 'replayed-id-1' })
  await chat.answerTo(first.seq)
  const turns = chat.turns().length
  const second = await site.chat({ resumeToken: chat.resumeToken })
  const again = await second.say('别的话', { id: 'replayed-id-1' })
  expect(again).toMatchObject({ seq: first.seq, duplicate: true })
  const other = await site.chat()
  expect((await other.say('你好', { id: 'replayed-id-1' })).duplicate).toBe(false)
  expect(chat.turns()).toHaveLength(turns)
  chat.close()
  second.close()
  other.close()
})

test('attachments and pins that are none are told in words', async () => {
  const chat = await site.chat()
  const message = { type: 'message-send', text: '' }
  for (const more of [
    { attachments: 'x' },
    { attachments: ['../../etc/passwd'] },
    { attachments: Array(500).fill('01900000-0000-7000-8000-000000000000') },
    { pin: { lng: 999, lat: 0, accuracy: 1 } },
    { pin: { lng: null, lat: 0, accuracy: 1 } },
    { pin: 'here' },
  ]) {
    const client_message_id = newClientMessageId()
    chat.sendRaw(JSON.stringify({ ...message, client_message_id, ...more }))
    const refusal = await chat.waitFor((f): f is Extract<ServerFrame, { type: 'error' }> => {
      return isError(f) && f.client_message_id === client_message_id
    })
    expect(['chat.frame-invalid', 'chat.text-empty']).toContain(refusal.code)
  }
  await othersAreFine()
  chat.close()
})

test('pages of other websites get no line', async () => {
  await expect(rawSocket({ origin: 'https://evil.example' })).rejects.toThrow('403')
  const own = await rawSocket({ origin: site.url })
  own.socket.close()
  await site.close()
  await start({ env: { EMBED_ORIGINS: 'https://city.example' } })
  const embedding = await rawSocket({ origin: 'https://city.example' })
  embedding.socket.close()
  await expect(rawSocket({ origin: 'https://city.example.evil' })).rejects.toThrow('403')
})

test('a server that closes says so, and clients know that they may come back', async () => {
  const chat = await site.chat()
  const { url } = site
  await site.close()
  expect((await chat.closed).code).toBe(1012)
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  await start()
})
