import type { SocketLike } from '../../../web/src/chat/connection.ts'

const CONNECTING = 0
const OPEN = 1
const CLOSED = 3

/** A socket task of WeChat behind the face that the chat client knows. */
export function openWxSocket(url: string): SocketLike {
  const task = wx.connectSocket({ url })
  let state = CONNECTING
  const socket: SocketLike = {
    get readyState() {
      return state
    },
    send: (text) => task.send({ data: text }),
    close: () => {
      if (state !== CLOSED) task.close({})
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  }
  const end = (tell: 'onclose' | 'onerror') => () => {
    if (state === CLOSED) return
    state = CLOSED
    socket[tell]?.(undefined as never)
  }
  task.onOpen(() => {
    state = OPEN
    socket.onopen?.(undefined as never)
  })
  task.onMessage(({ data }) => socket.onmessage?.({ data }))
  task.onClose(end('onclose'))
  task.onError(end('onerror'))
  return socket
}
