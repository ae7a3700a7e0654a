/** An error sentence of the server, or what to do when there is no network. */
export class CallError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Call {
  url: string
  method?: 'GET' | 'POST'
  data?: Record<string, unknown>
  token?: string
}

const NETWORK = '网络不通，已写的内容都在，请稍后再试。'

function errorOf(data: unknown): CallError {
  const { code, message } = (data ?? {}) as { code?: string; message?: string }
  return new CallError(code ?? 'network', message ?? NETWORK)
}

/** `wx.request` as a promise of the answer's body. */
export function callServer<T>({ url, method = 'GET', data, token }: Call): Promise<T> {
  return new Promise((resolve, reject) => {
    wx.request({
      url,
      method,
      ...(data ? { data } : {}),
      header: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      success: ({ statusCode, data: body }) => {
        if (statusCode >= 200 && statusCode < 300) resolve(body as T)
        else reject(errorOf(body))
      },
      fail: () => reject(new CallError('network', NETWORK)),
    })
  })
}

/** Uploads one file of the phone to the conversation; the same client id again stores nothing twice. */
export function uploadFile<T>(upload: {
  url: string
  path: string
  token: string
  clientId: string
}): Promise<T> {
  return new Promise((resolve, reject) => {
    wx.uploadFile({
      url: upload.url,
      filePath: upload.path,
      name: 'file',
      header: {
        authorization: `Bearer ${upload.token}`,
        'x-client-attachment-id': upload.clientId,
      },
      success: ({ statusCode, data }) => {
        const body: unknown = parse(data)
        if (statusCode >= 200 && statusCode < 300) resolve(body as T)
        else reject(errorOf(body))
      },
      fail: () => reject(new CallError('network', NETWORK)),
    })
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
