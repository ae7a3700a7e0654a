import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import {
  type Card,
  type ClientFrame,
  PROTOCOL_VERSION,
  type ServerFrame,
  serverFrame,
  type TurnFrame,
} from '../protocol/chat-frames.ts'

/**
 * A client of the chat protocol for Node: the dialogue suite, the bench and the whole-app tests speak through it, so that they
 * see exactly what a web page sees.
 */
export interface ChatClient {
  /** Sends a text and waits for its acknowledgement (the message is committed then). */
  say(
    text: string,
    options?: { id?: string; choice?: string },
  ): Promise<{ id: string; seq: number; duplicate: boolean }>
  /** Sends any frame and does not wait. */
  send(frame: ClientFrame): void
  /** Sends bytes as they are, to see what a bad client gets. */
  sendRaw(data: string | Buffer): void
  /** The first turn or frame, from `since` frames on, that the test accepts. */
  waitFor<T extends ServerFrame>(
    accepts: (frame: ServerFrame) => frame is T,
    ms?: number,
  ): Promise<T>
  /** The next assistant turn after message `seq`, and every one after it that belongs to the same answer. */
  answerTo(seq: number, ms?: number): Promise<TurnFrame>
  turns(): TurnFrame[]
  frames(): ServerFrame[]
  lastCard<K extends Card['type']>(type: K): Extract<Card, { type: K }> | null
  readonly resumeToken: string
  readonly conversationId: string
  lastSeq(): number
  close(): void
  /** Cuts the connection without a goodbye. */
  terminate(): void
  closed: Promise<{ code: number }>
}

export interface ChatClientOptions {
  /** `ws://host:port/ws/chat` */
  url: string
  origin?: string
  resumeToken?: string
  /** Instead of a token: the code of another device. */
  resumeCode?: string
  lastSeq?: number
  timeoutMs?: number
  channel?: 'web' | 'miniprogram' | 'widget'
}

export const newClientMessageId = () => randomBytes(12).toString('base64url')

interface Waiting {
  accepts: (frame: ServerFrame) => boolean
  resolve: (frame: ServerFrame) => void
}

function createInbox(socket: WebSocket) {
  const frames: ServerFrame[] = []
  const waiting = new Set<Waiting>()
  socket.on('message', (data) => {
    const frame = serverFrame.parse(JSON.parse(String(data)))
    frames.push(frame)
    for (const one of waiting) {
      if (!one.accepts(frame)) continue
      waiting.delete(one)
      one.resolve(frame)
    }
  })
  return { frames, waiting }
}

function opened(socket: WebSocket, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no connection within ${ms} ms`)), ms)
    socket.once('open', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
  })
}

type Welcome = Extract<ServerFrame, { type: 'welcome' }>
type Ack = Extract<ServerFrame, { type: 'ack' }>
type ErrorFrame = Extract<ServerFrame, { type: 'error' }>

type Inbox = ReturnType<typeof createInbox>

function createWaitFor(socket: WebSocket, { frames, waiting }: Inbox, ms: number) {
  return function waitFor<T extends ServerFrame>(
    accepts: (frame: ServerFrame) => frame is T,
    limit = ms,
  ): Promise<T> {
    const found = frames.find(accepts)
    if (found) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const one: Waiting = { accepts, resolve: (frame) => done(() => resolve(frame as T)) }
      const timer = setTimeout(
        () => done(() => reject(new Error(`nothing within ${limit} ms`))),
        limit,
      )
      const gone = () => done(() => reject(new Error('connection closed')))
      const done = (then: () => void) => {
        clearTimeout(timer)
        waiting.delete(one)
        socket.off('close', gone)
        then()
      }
      socket.once('close', gone)
      waiting.add(one)
    })
  }
}

/** Connects, says hello (resuming where a token is given) and waits for the welcome. */
export async function connectChat(options: ChatClientOptions): Promise<ChatClient> {
  const ms = options.timeoutMs ?? 60_000
  const socket = new WebSocket(options.url, options.origin ? { origin: options.origin } : {})
  const inbox = createInbox(socket)
  const { frames } = inbox
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.once('close', (code) => resolve({ code }))
  })
  await opened(socket, ms)

  const waitFor = createWaitFor(socket, inbox, ms)
  const send = (frame: ClientFrame) => socket.send(JSON.stringify(frame))
  send({
    v: PROTOCOL_VERSION,
    type: 'hello',
    client: 'node',
    channel: options.channel ?? 'web',
    last_seq: options.lastSeq ?? 0,
    ...(options.resumeToken ? { resume_token: options.resumeToken } : {}),
    ...(options.resumeCode ? { resume_code: options.resumeCode } : {}),
  })
  const first = await waitFor(
    (f): f is Welcome | ErrorFrame => f.type === 'welcome' || f.type === 'error',
  )
  if (first.type === 'error') throw new Error(`${first.code}: ${first.message}`)
  const turns = () => frames.filter((f): f is TurnFrame => f.type === 'turn')

  return {
    send,
    sendRaw: (data) => socket.send(data),
    waitFor,
    turns,
    frames: () => frames,
    resumeToken: first.resume_token ?? options.resumeToken ?? '',
    conversationId: first.conversation_id,
    lastSeq: () => Math.max(0, options.lastSeq ?? 0, ...turns().map((t) => t.seq)),
    close: () => socket.close(),
    terminate: () => socket.terminate(),
    closed,
    say: async (text, { id = newClientMessageId(), choice } = {}) => {
      send({ type: 'message-send', client_message_id: id, text, ...(choice ? { choice } : {}) })
      const answer = await waitFor((f): f is Ack | ErrorFrame => {
        return (f.type === 'ack' || f.type === 'error') && f.client_message_id === id
      })
      if (answer.type === 'error') throw new Error(`${answer.code}: ${answer.message}`)
      return { id, seq: answer.seq, duplicate: answer.duplicate }
    },
    answerTo: (seq, limit) =>
      waitFor(
        (f): f is TurnFrame => f.type === 'turn' && f.sender === 'assistant' && f.seq > seq,
        limit,
      ),
    lastCard: (type) => {
      const cards = turns()
        .flatMap((t) => t.cards)
        .filter((c) => c.type === type)
      return (cards.at(-1) as never) ?? null
    },
  }
}
