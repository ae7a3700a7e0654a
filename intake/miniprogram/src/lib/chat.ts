import { TOKEN_KEY } from '../../../web/src/chat/storage.ts'
import { type ChatClient, createChatClient } from '../../../web/src/socket.ts'
import { SERVER } from '../config.ts'
import { openWxSocket } from './wx-socket.ts'
import { createWxStorage } from './wx-storage.ts'

export const storage = createWxStorage()
let client: ChatClient | undefined

/** The one conversation of this phone; its line is opened when a page first needs it. */
export function getChat(): ChatClient {
  if (client) return client
  const started = createChatClient({
    url: `${SERVER.replace(/^http/, 'ws')}/ws/chat`,
    storage,
    openSocket: openWxSocket,
    channel: 'miniprogram',
  })
  wx.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) started.wake()
    else started.networkLost()
  })
  wx.onAppShow(() => started.wake())
  started.start()
  client = started
  return started
}

/** The conversation's token; it also proves who may upload. */
export const conversationToken = (): string | null => storage.get(TOKEN_KEY)
