import { useEffect, useState } from 'preact/hooks'
import { createBrowserFiles } from '../attach/file-store.ts'
import { sendFile } from '../attach/send-file.ts'
import { shrinkImage } from '../attach/shrink-image.ts'
import { createUploads, type Uploads } from '../attach/uploads.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { entryId } from '../chat/outbox.ts'
import { type KeyValue, TOKEN_KEY } from '../chat/storage.ts'
import type { ChatClient } from '../socket.ts'
import { createChatClient, newMessageId } from '../socket.ts'

/** As the protocol has it; the schemas themselves stay out of the page's script. */
const MOST_ATTACHMENTS = 9

/** Starts the chat for this page and tells it what the browser notices: network, sleep, other tabs. */
export function startChat(
  storage: KeyValue,
  channel: 'web' | 'widget',
): { client: ChatClient; uploads: Uploads } {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const uploads = createUploads({
    store: createBrowserFiles(),
    token: () => storage.get(TOKEN_KEY),
    send: sendFile,
    shrink: shrinkImage,
    newId: newMessageId,
    onArrived: () => client.flush(),
    most: MOST_ATTACHMENTS,
    mostBytes: () => client.getState().maxFileBytes,
  })
  const url = `${scheme}://${location.host}/ws/chat`
  const client = createChatClient({ url, storage, channel, files: uploads })
  const waiting = client.getState().outbox.map(entryId)
  void uploads.restore(new Set(waiting))
  // A conversation that has just been opened has the token that uploads need.
  let phase = client.getState().phase
  client.subscribe(() => {
    const now = client.getState().phase
    if (now === 'open' && phase !== 'open') uploads.wake()
    phase = now
  })
  addEventListener('online', client.wake)
  addEventListener('offline', client.networkLost)
  addEventListener('storage', (event) => client.storageChanged(event.key))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client.wake()
  })
  client.start()
  return { client, uploads }
}

export function useChatState(client: ChatClient): ChatState {
  const [state, setState] = useState(client.getState())
  useEffect(() => {
    setState(client.getState())
    return client.subscribe(() => setState(client.getState()))
  }, [client])
  return state
}
