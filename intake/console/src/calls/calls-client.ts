import type { z } from 'zod'
import type {
  ArticleHint,
  answeredBody,
  CallDetail,
  CallItem,
  CallWords,
  editsResult,
  Finding,
  FormEdits,
  fileBody,
  fileResult,
  segmentPage,
  transfer,
  typedBody,
  typedResult,
} from '../../../protocol/call-api.ts'

export type FileResult = z.infer<typeof fileResult>
export type AnsweredBody = z.infer<typeof answeredBody>

/** The REST calls of the operator's screen. */
export interface CallsClient {
  list(): Promise<{ items: CallItem[] }>
  detail(callId: string): Promise<CallDetail>
  earlier(
    callId: string,
    before: { start_ms: number; id: string },
  ): Promise<z.infer<typeof segmentPage>>
  saveEdits(
    callId: string,
    body: { edits: FormEdits; create: boolean },
  ): Promise<z.infer<typeof editsResult>>
  check(callId: string, edits: FormEdits): Promise<{ findings: Finding[] }>
  file(callId: string, body: z.input<typeof fileBody>): Promise<FileResult>
  end(callId: string, as: 'answered' | 'dismissed', body: AnsweredBody): Promise<null>
  transfer(callId: string, number: string): Promise<z.infer<typeof transfer>>
  understand(
    typed: z.input<typeof typedBody> & { call_id?: string },
  ): Promise<z.infer<typeof typedResult>>
  /** What was said in the call that a request came of. */
  wordsOf(requestId: string): Promise<CallWords>
  articles(text: string): Promise<{ items: ArticleHint[] }>
}

const calls = '/api/v1/console/calls'
const entry = '/api/v1/console/entry'

export function createCallsClient(http: {
  get: <T>(path: string) => Promise<T>
  post: <T>(path: string, body?: unknown) => Promise<T>
}): CallsClient {
  const { get, post } = http
  return {
    list: () => get(calls),
    detail: (id) => get(`${calls}/${id}`),
    earlier: (id, { start_ms, id: key }) =>
      get(`${calls}/${id}/transcript?before_ms=${start_ms}&before_id=${encodeURIComponent(key)}`),
    saveEdits: (id, body) => post(`${calls}/${id}/edits`, body),
    check: (id, edits) => post(`${calls}/${id}/check`, { edits }),
    file: (id, body) => post(`${calls}/${id}/file`, body),
    end: (id, as, body) => post(`${calls}/${id}/${as}`, body),
    transfer: (id, number) => post(`${calls}/${id}/transfers`, { number }),
    understand: (typed) => post(`${entry}/understand`, typed),
    wordsOf: (id) => get(`/api/v1/console/requests/${id}/call`),
    articles: (text) => get(`${entry}/articles?q=${encodeURIComponent(text)}`),
  }
}
