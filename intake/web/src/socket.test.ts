import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ClientFrame, ServerFrame } from '../../protocol/chat-frames.ts'
import type { SocketLike } from './chat/connection.ts'
import type { KeyValue } from './chat/storage.ts'
import { createMemoryStorage, TOKEN_KEY } from './chat/storage.ts'
import { createChatClient } from './socket.ts'

interface FakeSocket {
  readyState: number
  sent: ClientFrame[]
  open(): void
  hear(frame: ServerFrame): void
  drop(): void
}

function createNetwork() {
  const sockets: FakeSocket[] = []
  const openSocket = (): SocketLike => {
    const socket = {
      readyState: 0,
      sent: [] as ClientFrame[],
      onopen: () => {},
      onclose: () => {},
      onmessage: (_: { data: string }) => {},
      send: (data: string) => void socket.sent.push(JSON.parse(data) as ClientFrame),
      close: () => socket.drop(),
      open: () => {
        socket.readyState = 1
        socket.onopen()
      },
      hear: (frame: ServerFrame) => socket.onmessage({ data: JSON.stringify(frame) }),
      drop: () => {
        socket.readyState = 3
        socket.onclose()
      },
    }
    sockets.push(socket)
    return socket as unknown as SocketLike
  }
  const last = (): FakeSocket => {
    const socket = sockets.at(-1)
    if (!socket) throw new Error('no socket was opened')
    return socket
  }
  return { sockets, openSocket, last }
}

const welcome = (token: string | null, conversation = 'c1'): ServerFrame => ({
  v: 1,
  type: 'welcome',
  conversation_id: conversation,
  resume_token: token,
  last_seq: 0,
  resumed: token === null,
  heartbeat_seconds: 10,
  max_text_bytes: 16384,
})
const turn = (seq: number): ServerFrame => ({
  type: 'turn',
  seq,
  message_id: `m${seq}`,
  sender: 'assistant',
  text: '好的',
  asks: null,
  outcome: null,
  quick_replies: [],
  cards: [],
  client_message_id: null,
  at: '2026-01-01T00:00:00Z',
})

let storage: KeyValue
let network: ReturnType<typeof createNetwork>
const start = () => {
  const client = createChatClient({
    url: 'ws://test/ws/chat',
    storage,
    openSocket: network.openSocket,
    random: () => 0,
  })
  client.start()
  return client
}
const say = (id: string) => ({
  type: 'message-send' as const,
  client_message_id: id,
  text: '停水了',
})

beforeEach(() => {
  vi.useFakeTimers()
  storage = createMemoryStorage()
  network = createNetwork()
})
afterEach(() => {
  vi.useRealTimers()
})

test('keeps the resume token, and greets with it and the last seq after a loss', () => {
  const client = start()
  network.last().open()
  expect(network.last().sent).toMatchObject([{ type: 'hello', v: 1, last_seq: 0 }])
  expect(network.last().sent[0]).not.toHaveProperty('resume_token')
  network.last().hear(welcome('token-1'))
  network.last().hear(turn(1))
  network.last().hear(turn(2))
  expect(storage.get(TOKEN_KEY)).toBe('token-1')
  network.last().drop()
  expect(client.getState().phase).toBe('waiting')
  vi.advanceTimersByTime(400)
  network.last().open()
  expect(network.last().sent).toMatchObject([{ resume_token: 'token-1', last_seq: 2 }])
})

test('what was written offline goes out after the welcome, and again until it is acknowledged', () => {
  const client = start()
  client.send(say('offline-1'))
  network.last().open()
  network.last().hear(welcome('token-1'))
  expect(network.last().sent.at(-1)).toMatchObject({ client_message_id: 'offline-1' })
  network.last().drop()
  // A reload: another client on the same storage.
  const reloaded = start()
  expect(reloaded.getState().outbox).toHaveLength(1)
  network.last().open()
  network.last().hear(welcome(null))
  expect(network.last().sent.at(-1)).toMatchObject({ client_message_id: 'offline-1' })
  network.last().hear({ type: 'ack', client_message_id: 'offline-1', seq: 1, duplicate: true })
  expect(reloaded.getState().outbox).toEqual([])
  expect(storage.keys()).toEqual([TOKEN_KEY])
})

test('a silent connection is given up and opened anew', () => {
  const client = start()
  network.last().open()
  network.last().hear(welcome('token-1'))
  vi.advanceTimersByTime(10_000)
  expect(network.last().sent.at(-1)).toEqual({ type: 'ping' })
  vi.advanceTimersByTime(15_000)
  expect(client.getState().phase).toBe('waiting')
  vi.advanceTimersByTime(400)
  expect(network.sockets).toHaveLength(2)
})

test('of two tabs that begin at once the first token wins and the other joins', () => {
  const client = start()
  network.last().open()
  storage.set(TOKEN_KEY, 'token-of-the-other-tab')
  network.last().hear(welcome('token-2', 'c2'))
  expect(storage.get(TOKEN_KEY)).toBe('token-of-the-other-tab')
  network.last().open()
  expect(network.last().sent).toMatchObject([{ resume_token: 'token-of-the-other-tab' }])
  network.last().hear(welcome(null, 'c1'))
  expect(client.getState().conversationId).toBe('c1')
})

test('a new conversation in another tab is followed, from its beginning', () => {
  const client = start()
  network.last().open()
  network.last().hear(welcome('token-1'))
  network.last().hear(turn(1))
  storage.set(TOKEN_KEY, 'token-2')
  client.storageChanged(TOKEN_KEY)
  expect(client.getState().turns).toEqual([])
  network.last().open()
  expect(network.last().sent).toMatchObject([{ resume_token: 'token-2', last_seq: 0 }])
})

test('a turn lost on the way is asked for once by a new hello', () => {
  start()
  network.last().open()
  network.last().hear(welcome('token-1'))
  network.last().hear(turn(1))
  network.last().hear(turn(3))
  vi.advanceTimersByTime(3_000)
  expect(network.sockets).toHaveLength(2)
  network.last().open()
  expect(network.last().sent).toMatchObject([{ last_seq: 1 }])
  network.last().hear(welcome(null))
  vi.advanceTimersByTime(5_000)
  expect(network.sockets).toHaveLength(2)
})

test('an unknown conversation is replaced and the typed words are kept', () => {
  storage.set(TOKEN_KEY, 'forgotten')
  const client = start()
  client.send(say('kept-0001'))
  network.last().open()
  network.last().hear({
    type: 'error',
    code: 'chat.token-unknown',
    message: '找不到之前的对话',
    client_message_id: null,
    retry_after_ms: null,
    fatal: true,
  })
  network.last().open()
  expect(network.last().sent[0]).not.toHaveProperty('resume_token')
  network.last().hear(welcome('fresh'))
  expect(network.last().sent.at(-1)).toMatchObject({ client_message_id: 'kept-0001' })
})

test('a refusal for good stops, and a person may try again', () => {
  const client = start()
  network.last().open()
  network.last().hear({
    type: 'error',
    code: 'chat.version-unsupported',
    message: '请刷新页面',
    client_message_id: null,
    retry_after_ms: null,
    fatal: true,
  })
  expect(client.getState()).toMatchObject({ phase: 'stopped', notice: '请刷新页面' })
  vi.advanceTimersByTime(60_000)
  expect(network.sockets).toHaveLength(1)
  client.wake()
  expect(network.sockets).toHaveLength(2)
})

test('a server that restarts is met again after a while, and its words are shown', () => {
  const client = start()
  network.last().open()
  network.last().hear({
    type: 'error',
    code: 'chat.shutting-down',
    message: '系统正在重启',
    client_message_id: null,
    retry_after_ms: null,
    fatal: true,
  })
  expect(client.getState()).toMatchObject({ phase: 'waiting', notice: '系统正在重启' })
  vi.advanceTimersByTime(4_999)
  expect(network.sockets).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(network.sockets).toHaveLength(2)
})

test('starting over forgets the token and says hello as a stranger', () => {
  const client = start()
  network.last().open()
  network.last().hear(welcome('token-1'))
  network.last().hear(turn(1))
  client.startOver()
  expect(storage.get(TOKEN_KEY)).toBeNull()
  network.last().open()
  expect(network.last().sent[0]).not.toHaveProperty('resume_token')
})
