import type { ProgressCard } from '../../../protocol/chat-frames.ts'

export type ProgressAnswer = { found: ProgressCard } | { problem: string }

const unreachable = '现在连不上服务器。请检查网络后再试，您填的内容还在。'

/** Reads a request's public progress by its number and code, without a conversation (R8: know the progress). */
export async function loadProgress(requestNo: string, queryCode: string): Promise<ProgressAnswer> {
  try {
    const response = await fetch('/api/v1/requests/progress', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ request_no: requestNo, query_code: queryCode }),
    })
    const body = (await response.json()) as unknown
    if (response.ok) return { found: { ...(body as Omit<ProgressCard, 'type'>), type: 'progress' } }
    const { message } = body as { message?: string }
    return { problem: message ?? '没有查到。请核对受理编号和查询码。' }
  } catch {
    return { problem: unreachable }
  }
}
