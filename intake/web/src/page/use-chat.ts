import { useEffect, useState } from 'preact/hooks'
import type { ChatState } from '../chat/chat-state.ts'
import type { KeyValue } from '../chat/storage.ts'
import type { ChatClient } from '../socket.ts'
import { createChatClient } from '../socket.ts'

/** Starts the chat for this page and tells it what the browser notices: network, sleep, other tabs. */
export function startChat(storage: KeyValue): ChatClient {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const client = createChatClient({ url: `${scheme}://${location.host}/ws/chat`, storage })
  addEventListener('online', client.wake)
  addEventListener('offline', client.networkLost)
  addEventListener('storage', (event) => client.storageChanged(event.key))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client.wake()
  })
  client.start()
  return client
}

export function useChatState(client: ChatClient): ChatState {
  const [state, setState] = useState(client.getState())
  useEffect(() => {
    setState(client.getState())
    return client.subscribe(() => setState(client.getState()))
  }, [client])
  return state
}
