import type { ClientFrame, ServerFrame } from '../../../protocol/chat-frames.ts'
import { createTimer } from './timers.ts'

export interface Connection {
  send(frame: ClientFrame): boolean
  close(): void
  /** Asks for a sign of life soon: after the device slept or the network changed. */
  probe(): void
}

/** What a browser's WebSocket and the mini-program's socket task have in common. */
export interface SocketLike {
  readonly readyState: number
  send(text: string): void
  close(): void
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
}

export interface ConnectionOptions {
  url: string
  openSocket: (url: string) => SocketLike
  heartbeatMs: () => number
  onOpen: () => void
  onFrame: (frame: ServerFrame) => void
  /** Once, whatever the reason. */
  onClose: () => void
}

const PROBE_MS = 4_000
const OPEN_MS = 12_000

/** One socket with its heartbeat. A silent connection is closed, since a half-open one never says so itself. */
export function openConnection(options: ConnectionOptions): Connection {
  const socket = options.openSocket(options.url)
  const heartbeat = createTimer()
  const silence = createTimer()
  let closed = false

  const close = () => {
    if (closed) return
    closed = true
    heartbeat.clear()
    silence.clear()
    socket.close()
    options.onClose()
  }
  const send = (frame: ClientFrame): boolean => {
    if (closed || socket.readyState !== 1) return false
    socket.send(JSON.stringify(frame))
    return true
  }
  const beat = () => {
    if (closed) return
    heartbeat.set(options.heartbeatMs(), () => {
      send({ type: 'ping' })
      beat()
    })
  }
  const heard = () => {
    if (!closed) silence.set(options.heartbeatMs() * 2.5, close)
  }

  silence.set(OPEN_MS, close)
  socket.onopen = () => {
    if (closed) return
    heard()
    beat()
    options.onOpen()
  }
  socket.onmessage = (event: { data: unknown }) => {
    if (closed) return
    const frame = parseFrame(event.data)
    if (frame) options.onFrame(frame)
    // The welcome names the server's own interval.
    if (frame?.type === 'welcome') beat()
    heard()
  }
  socket.onclose = close
  socket.onerror = close

  return {
    send,
    close,
    probe() {
      if (send({ type: 'ping' })) silence.set(PROBE_MS, close)
    },
  }
}

/** A frame of a later protocol version is passed over; the reducer only meets types that it knows. */
const knownTypes = new Set(['welcome', 'ack', 'turn', 'typing', 'queue', 'error', 'pong'])

function parseFrame(data: unknown): ServerFrame | null {
  try {
    const frame = JSON.parse(String(data)) as ServerFrame
    return knownTypes.has(frame.type) ? frame : null
  } catch {
    return null
  }
}
