import type { ServerFrame } from '../../protocol/chat-frames.ts'
import type { ChatState } from './chat/chat-state.ts'
import { createChatStore } from './chat/chat-store.ts'
import type { SocketLike } from './chat/connection.ts'
import { createLink } from './chat/link.ts'
import type { OutboxEntry, QueuedFrame } from './chat/outbox.ts'
import {
  dueEntries,
  entryId,
  forgetEntry,
  loadOutbox,
  newEntry,
  storeEntry,
} from './chat/outbox.ts'
import type { KeyValue } from './chat/storage.ts'
import { OUTBOX_PREFIX, TOKEN_KEY } from './chat/storage.ts'
import { createTimer } from './chat/timers.ts'

/** The chat as the page knows it: state to show, and frames that go out until they are acknowledged. */
export interface ChatClient {
  getState(): ChatState
  subscribe(listener: () => void): () => void
  start(): void
  /** Queues a frame; it survives a reload and is sent until the server has acknowledged it. */
  send(frame: QueuedFrame, files?: readonly string[]): void
  /** A file has arrived: what waited for it may go. */
  flush(): void
  /** Takes a refused or unsent frame out of the queue. */
  drop(id: string, keepFiles?: boolean): void
  startOver(): void
  /** Goes on with the conversation of another device; the present one stays if the code is no good. */
  pickUp(code: string): void
  /** The network is back, or the page is seen again. */
  wake(): void
  networkLost(): void
  /** Another tab changed what is stored (`null`: everything was cleared). */
  storageChanged(key: string | null): void
  closeNotice(): void
}

export interface ChatClientOptions {
  url: string
  storage: KeyValue
  openSocket?: (url: string) => SocketLike
  channel?: 'web' | 'miniprogram' | 'widget'
  /** The files of the device that messages may bring; absent where a client has none. */
  files?: MessageFiles
  now?: () => number
  random?: () => number
}

export interface MessageFiles {
  /** What the server calls them, or null while one has not arrived. */
  attachmentIds(ids: readonly string[]): string[] | null
  /** The server does not have them: they go up again. */
  lost(ids: readonly string[]): void
  /** Their message was taken. */
  forget(ids: readonly string[]): void
}

/** What another tab queued is sent from here too, if that tab has not managed within this time. */
const OTHER_TAB_MS = 8_000

export function createChatClient(options: ChatClientOptions): ChatClient {
  const { storage, now = Date.now } = options
  const store = createChatStore(loadOutbox(storage))
  const later = createTimer()
  let lastQueuedAt = 0

  /** Which files went with which message: the store has forgotten it when the acknowledgement is here. */
  const filesOf = new Map<string, readonly string[]>()
  const forget = (id: string) => {
    forgetEntry(storage, id)
    options.files?.forget(filesOf.get(id) ?? [])
    filesOf.delete(id)
  }
  const again = (id: string) => {
    options.files?.lost(filesOf.get(id) ?? [])
    store.dispatch({ type: 'retried', id })
  }
  const onFrame = (frame: ServerFrame) => {
    const id = 'client_message_id' in frame ? frame.client_message_id : null
    if ((frame.type === 'ack' || frame.type === 'turn') && id !== null) forget(id)
    if (frame.type === 'error' && frame.code === 'attachment.unknown' && id !== null) again(id)
    if (frame.type === 'welcome' || frame.type === 'error') flush()
  }

  const link = createLink({
    store,
    storage,
    url: options.url,
    openSocket: options.openSocket ?? ((url) => new WebSocket(url) as SocketLike),
    channel: options.channel ?? 'web',
    now,
    random: options.random ?? Math.random,
    onFrame,
  })

  /** The frame with its files' ids; null while one is on its way, which holds back no other message. */
  const withFiles = (entry: OutboxEntry): QueuedFrame | null => {
    const { frame, files } = entry
    if (!files || frame.type !== 'message-send') return frame
    filesOf.set(entryId(entry), files)
    const attachments = options.files?.attachmentIds(files) ?? null
    return attachments && { ...frame, attachments }
  }
  const flush = () => {
    if (store.get().phase !== 'open') return
    for (const entry of dueEntries(store.get().outbox, now())) {
      const frame = withFiles(entry)
      if (frame && link.send(frame)) store.dispatch({ type: 'sent', id: entryId(entry) })
    }
    const waiting = store.get().outbox.find((entry) => entry.retryAt > now())
    if (waiting) later.set(waiting.retryAt - now(), flush)
  }

  const storageChanged = (key: string | null) => {
    const token = storage.get(TOKEN_KEY)
    const other = token !== null && token !== link.greetedWith()
    if ((key === null || key === TOKEN_KEY) && other && store.get().phase === 'open') {
      store.dispatch({ type: 'restarted' })
      link.reconnect()
    }
    if (key === null || key.startsWith(OUTBOX_PREFIX)) {
      store.dispatch({ type: 'stored', entries: loadOutbox(storage) })
      later.set(OTHER_TAB_MS, flush)
    }
  }

  return {
    getState: store.get,
    subscribe: store.subscribe,
    start: link.connect,
    flush,
    send(frame, files) {
      lastQueuedAt = Math.max(now(), lastQueuedAt + 1)
      const entry = newEntry(frame, lastQueuedAt, files)
      storeEntry(storage, entry)
      store.dispatch({ type: 'queued', entry })
      flush()
    },
    drop(id, keepFiles = false) {
      const entry = store.get().outbox.find((one) => entryId(one) === id)
      filesOf.set(id, keepFiles ? [] : (entry?.files ?? []))
      forget(id)
      store.dispatch({ type: 'dropped', id })
    },
    startOver() {
      for (const entry of store.get().outbox) {
        if (entry.frame.type !== 'message-send') forgetEntry(storage, entryId(entry))
      }
      storage.remove(TOKEN_KEY)
      store.dispatch({ type: 'restarted' })
      link.reconnect()
    },
    pickUp: link.pickUp,
    wake() {
      const { phase } = store.get()
      if (phase === 'waiting' || phase === 'stopped') link.reconnect()
      else if (phase === 'open') link.probe()
    },
    networkLost: link.close,
    storageChanged,
    closeNotice: () => store.dispatch({ type: 'notice-closed' }),
  }
}

const idLetters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** 24 random letters; `crypto.randomUUID` does not exist on a page without TLS. */
export function newMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return [...bytes].map((byte) => idLetters[byte % idLetters.length]).join('')
}
