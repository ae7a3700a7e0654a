import type { ConsoleServerFrame } from '../../../protocol/console-api.ts'

/** `/ws/console`: hints that something changed. Losing one is harmless, since every screen also reads anew on return. */
export interface Live {
  subscribe(listener: (frame: ConsoleServerFrame) => void): () => void
  subscribeStatus(listener: (connected: boolean) => void): () => void
  start(): void
  stop(): void
}

export interface LiveOptions {
  url: string
  csrfToken: () => string
}

const PING_MS = 25_000
const LONGEST_MS = 20_000

export function createLive({ url, csrfToken }: LiveOptions): Live {
  const listeners = new Set<(frame: ConsoleServerFrame) => void>()
  const statusListeners = new Set<(connected: boolean) => void>()
  let socket: WebSocket | null = null
  let attempt = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let ping: ReturnType<typeof setInterval> | undefined
  let connected = false

  const setConnected = (value: boolean) => {
    if (connected === value) return
    connected = value
    for (const listener of statusListeners) listener(value)
  }
  const connect = () => {
    const opened = new WebSocket(url)
    socket = opened
    let heard = true
    opened.onopen = () => {
      opened.send(JSON.stringify({ v: 1, type: 'hello', csrf_token: csrfToken() }))
      ping = setInterval(() => {
        if (!heard) return opened.close()
        heard = false
        opened.send(JSON.stringify({ type: 'ping' }))
      }, PING_MS)
    }
    opened.onmessage = (event) => {
      heard = true
      const frame = JSON.parse(String(event.data)) as ConsoleServerFrame
      if (frame.type === 'welcome') {
        attempt = 0
        setConnected(true)
      }
      for (const listener of listeners) listener(frame)
    }
    opened.onclose = () => {
      clearInterval(ping)
      if (socket !== opened) return
      setConnected(false)
      const wait = Math.min(LONGEST_MS, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2)
      attempt += 1
      retry = setTimeout(connect, wait)
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    subscribeStatus(listener) {
      statusListeners.add(listener)
      listener(connected)
      return () => void statusListeners.delete(listener)
    },
    start: connect,
    stop() {
      const old = socket
      socket = null
      clearTimeout(retry)
      clearInterval(ping)
      old?.close()
      setConnected(false)
    },
  }
}
