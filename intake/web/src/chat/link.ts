import type { ClientFrame, ServerFrame } from '../../../protocol/chat-frames.ts'
import { backoffDelay } from './backoff.ts'
import { hasGap, lastSeqShown } from './chat-state.ts'
import type { ChatStore } from './chat-store.ts'
import type { Connection, SocketLike } from './connection.ts'
import { openConnection } from './connection.ts'
import type { KeyValue } from './storage.ts'
import { TOKEN_KEY } from './storage.ts'
import { createTimer } from './timers.ts'

/** The conversation's line to the server: says hello, comes back after a loss, notices what got lost on the way. */
export interface Link {
  send(frame: ClientFrame): boolean
  connect(): void
  reconnect(): void
  /** Takes up the conversation of another device by its code. */
  pickUp(code: string): void
  probe(): void
  close(): void
  /** The token that the present connection greeted with. */
  greetedWith(): string | null
}

export interface LinkOptions {
  store: ChatStore
  storage: KeyValue
  url: string
  openSocket: (url: string) => SocketLike
  /** Which of our clients this is; recorded on the conversation. */
  channel: 'web' | 'miniprogram' | 'widget'
  now: () => number
  random: () => number
  /** After each frame that the store has taken in. */
  onFrame: (frame: ServerFrame) => void
}

/** A turn that is missing this long is asked for again by a fresh `hello`. */
const GAP_MS = 3_000
const ANSWER_MS = 20_000
/** After a refusal that names no time (a restart, a crowd), come back, but not at once. */
const REFUSED_MS = 5_000

type Welcome = Extract<ServerFrame, { type: 'welcome' }>
type ErrorFrame = Extract<ServerFrame, { type: 'error' }>

export function createLink(options: LinkOptions): Link {
  const { store, storage } = options
  const retry = createTimer()
  const sync = createTimer()
  let connection: Connection | null = null
  let attempt = 0
  let leastWait = 0
  let helloToken: string | null = null
  let gapAsked = -1
  let pickupCode: string | null = null

  const connect = () => {
    retry.clear()
    store.dispatch({ type: 'connecting' })
    const opened = openConnection({
      url: options.url,
      openSocket: options.openSocket,
      heartbeatMs: () => store.get().heartbeatSeconds * 1000,
      onOpen: sayHello,
      onFrame: receive,
      onClose: () => {
        if (connection === opened) lost()
      },
    })
    connection = opened
  }

  const lost = () => {
    connection = null
    sync.clear()
    if (store.get().phase === 'stopped') return
    store.dispatch({ type: 'disconnected' })
    retry.set(Math.max(leastWait, backoffDelay(attempt, options.random())), connect)
    leastWait = 0
    attempt += 1
  }

  const reconnect = () => {
    const old = connection
    connection = null
    old?.close()
    sync.clear()
    store.dispatch({ type: 'disconnected' })
    connect()
  }

  const sayHello = () => {
    helloToken = storage.get(TOKEN_KEY)
    connection?.send({
      v: 1,
      type: 'hello',
      client: `jiesu-${options.channel}/1`,
      channel: options.channel,
      ...(pickupCode === null
        ? {
            last_seq: lastSeqShown(store.get().turns),
            ...(helloToken === null ? {} : { resume_token: helloToken }),
          }
        : { last_seq: 0, resume_code: pickupCode }),
    })
  }

  const receive = (frame: ServerFrame) => {
    if (frame.type === 'error' && frame.fatal) return refused(frame)
    if (frame.type === 'welcome' && !acceptWelcome(frame)) return
    store.dispatch({ type: 'frame', frame, now: options.now() })
    options.onFrame(frame)
    watchForLoss()
  }

  /** Two tabs may both begin a conversation: the token that was stored first wins, the other tab joins it. */
  const acceptWelcome = (welcome: Welcome): boolean => {
    attempt = 0
    pickupCode = null
    if (welcome.resume_token === null) return true
    const stored = storage.get(TOKEN_KEY)
    if (stored !== null && stored !== helloToken) {
      reconnect()
      return false
    }
    storage.set(TOKEN_KEY, welcome.resume_token)
    helloToken = welcome.resume_token
    return true
  }

  const refused = (frame: ErrorFrame) => {
    if (frame.code === 'chat.code-unknown') pickupCode = null
    if (frame.code === 'chat.token-unknown') {
      // The server no longer knows this conversation: keep what was typed and begin anew.
      storage.remove(TOKEN_KEY)
      store.dispatch({ type: 'restarted' })
      reconnect()
    } else if (frame.code === 'chat.version-unsupported') {
      store.dispatch({ type: 'stopped', message: frame.message })
      connection?.close()
    } else {
      leastWait = frame.retry_after_ms ?? REFUSED_MS
      connection?.close()
      store.dispatch({ type: 'frame', frame, now: options.now() })
    }
  }

  /** Asks once for what seems lost; a server that skips a number must not be asked for ever. */
  const watchForLoss = () => {
    const { turns, unanswered } = store.get()
    const shown = lastSeqShown(turns)
    if (hasGap(turns) && gapAsked !== shown) {
      sync.set(GAP_MS, () => {
        gapAsked = shown
        reconnect()
      })
    } else if (unanswered) sync.set(ANSWER_MS, reconnect)
    else sync.clear()
  }

  return {
    connect,
    reconnect: () => {
      attempt = 0
      reconnect()
    },
    pickUp: (code) => {
      pickupCode = code
      attempt = 0
      reconnect()
    },
    send: (frame) => connection?.send(frame) ?? false,
    probe: () => connection?.probe(),
    close: () => connection?.close(),
    greetedWith: () => helloToken,
  }
}
