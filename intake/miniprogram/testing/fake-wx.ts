import { WebSocket } from 'ws'

type Listener = (event: { data: string }) => void

/** `wx` as far as the chat needs it: storage in memory, and sockets and requests that really go out. */
export function createFakeWx() {
  const stored = new Map<string, unknown>()
  const shown: (() => void)[] = []
  const network: ((state: { isConnected: boolean }) => void)[] = []
  let login = 'code-of-nobody-1'
  const connectSocket = ({ url }: { url: string }) => {
    const socket = new WebSocket(url)
    return {
      send: ({ data }: { data: string }) => socket.send(data),
      close: () => socket.close(),
      onOpen: (listener: () => void) => socket.on('open', listener),
      onMessage: (listener: Listener) =>
        socket.on('message', (data) => listener({ data: data.toString() })),
      onClose: (listener: () => void) => socket.on('close', listener),
      onError: (listener: (error: Error) => void) => socket.on('error', listener),
    }
  }
  interface Request {
    url: string
    method: string
    data?: unknown
    header: Record<string, string>
    success(answer: { statusCode: number; data: unknown }): void
    fail(): void
  }
  const request = ({ url, method, data, header, success, fail }: Request) => {
    fetch(url, { method, headers: header, ...(data ? { body: JSON.stringify(data) } : {}) })
      .then(async (response) => {
        const text = await response.text()
        success({ statusCode: response.status, data: text === '' ? null : JSON.parse(text) })
      })
      .catch(fail)
  }
  return {
    wx: {
      connectSocket,
      request,
      getStorageSync: (key: string) => stored.get(key) ?? '',
      setStorageSync: (key: string, value: unknown) => void stored.set(key, value),
      removeStorageSync: (key: string) => void stored.delete(key),
      getStorageInfoSync: () => ({ keys: [...stored.keys()] }),
      onAppShow: (listener: () => void) => void shown.push(listener),
      onNetworkStatusChange: (listener: (state: { isConnected: boolean }) => void) =>
        void network.push(listener),
      getAppBaseInfo: () => ({ fontSizeSetting: 16 }),
      login: ({ success }: { success(answer: { code: string }): void }) => success({ code: login }),
    },
    /** The phone loses or finds the network. */
    setNetwork: (isConnected: boolean) => {
      for (const listener of network) listener({ isConnected })
    },
    setLogin: (code: string) => {
      login = code
    },
    stored,
  }
}
