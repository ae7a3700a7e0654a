import type { Attachment } from '../../../protocol/chat-frames.ts'

export type SendResult =
  | { attachment: Attachment }
  /** `later`: it may work the next time by itself; otherwise the citizen decides. */
  | { problem: string; later: boolean }

export interface Sending {
  result: Promise<SendResult>
  cancel(): void
}

export interface FileToSend {
  id: string
  name: string
  blob: Blob
  token: string
}

export type SendFile = (file: FileToSend, onProgress: (part: number) => void) => Sending

const LOST: SendResult = { problem: '网络不通，恢复后自动继续上传', later: true }
const SILENT_MS = 60_000

function readAnswer(request: XMLHttpRequest): SendResult {
  let body: unknown = null
  try {
    body = JSON.parse(request.responseText)
  } catch {
    // A proxy's page instead of our answer.
  }
  if (request.status === 201) return { attachment: body as Attachment }
  const { message } = (body ?? {}) as { message?: string }
  const later = request.status >= 500 || request.status === 429 || request.status === 0
  return { problem: message ?? `没有传上去（${request.status}）`, later }
}

/** One upload with its progress; XMLHttpRequest because `fetch` tells nothing about what was sent. */
export const sendFile: SendFile = (file, onProgress) => {
  const request = new XMLHttpRequest()
  let silence: ReturnType<typeof setTimeout>
  const result = new Promise<SendResult>((resolve) => {
    const heard = () => {
      clearTimeout(silence)
      silence = setTimeout(() => request.abort(), SILENT_MS)
    }
    const end = (answer: SendResult) => {
      clearTimeout(silence)
      resolve(answer)
    }
    request.upload.onprogress = (event) => {
      heard()
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => end(readAnswer(request))
    request.onerror = () => end(LOST)
    request.onabort = () => end(LOST)
    request.open('POST', '/api/v1/chat/attachments')
    request.setRequestHeader('authorization', `Bearer ${file.token}`)
    request.setRequestHeader('x-client-attachment-id', file.id)
    const form = new FormData()
    form.append('file', file.blob, file.name)
    heard()
    request.send(form)
  })
  return { result, cancel: () => request.abort() }
}
