import type { CallChanges } from '../../../protocol/call-api.ts'

export interface CallLineOptions {
  callId: string
  /** The last change that the screen has. */
  after: () => number
  onChanges: (changes: CallChanges) => void
  onStatus: (connected: boolean) => void
}

const LONGEST_MS = 10_000

/** Follows one call; after a broken line it says where it stopped. Returns how to stop. */
export function followCall(options: CallLineOptions): () => void {
  let socket: WebSocket | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let stopped = false
  const connect = () => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const query = `call=${options.callId}&after=${options.after()}`
    const opened = new WebSocket(`${scheme}://${location.host}/ws/console/calls?${query}`)
    socket = opened
    opened.onmessage = (event) => {
      attempt = 0
      options.onStatus(true)
      options.onChanges(JSON.parse(String(event.data)) as CallChanges)
    }
    opened.onclose = () => {
      if (stopped) return
      options.onStatus(false)
      retry = setTimeout(connect, Math.min(LONGEST_MS, 500 * 2 ** attempt))
      attempt += 1
    }
  }
  connect()
  return () => {
    stopped = true
    clearTimeout(retry)
    socket?.close()
  }
}
