import type { z } from 'zod'
import type {
  claimResult,
  dispatchBody,
  dispatchResult,
  jobItem,
  Options,
  OrderDetail,
  orderActionBody,
  orderActionResult,
  orderPage,
  queuePage,
  RequestDetail,
  revealResult,
  StaffMe,
  signInBody,
} from '../../../protocol/console-api.ts'
import { type CallsClient, createCallsClient } from '../calls/calls-client.ts'
import { createEvalClient, type EvalClient } from '../evals/eval-client.ts'
import { createKbClient, type KbClient } from '../kb/kb-client.ts'
import { createModelClient, type ModelClient } from '../models/model-client.ts'
import { createReceptionClient, type ReceptionClient } from '../reception/reception-client.ts'
import type { Http } from './http.ts'
import { createReviewClient, type ReviewClient } from './review-client.ts'

export type QueuePage = z.infer<typeof queuePage>
export type OrderPage = z.infer<typeof orderPage>
export type DispatchBody = z.infer<typeof dispatchBody>
export type DispatchResult = z.infer<typeof dispatchResult>
export type OrderActionBody = z.infer<typeof orderActionBody>
export type OrderActionResult = z.infer<typeof orderActionResult>
export type RevealResult = z.infer<typeof revealResult>
export type JobItem = z.infer<typeof jobItem>
export type SignIn = z.infer<typeof signInBody>

export interface OrderFilter {
  status: readonly string[]
  /** Empty for all. */
  search: string
  cursor: string | null
}

/** The console's REST calls, one line each, typed by the wire contract. */
export interface ConsoleClient extends ReviewClient, ReceptionClient {
  signIn(body: SignIn): Promise<StaffMe>
  signOut(): Promise<null>
  me(): Promise<StaffMe>
  options(): Promise<Options>
  queue(cursor: string | null): Promise<QueuePage>
  requestDetail(requestId: string): Promise<RequestDetail>
  claim(requestId: string): Promise<z.infer<typeof claimResult>>
  release(requestId: string): Promise<null>
  dispatch(requestId: string, body: DispatchBody): Promise<DispatchResult>
  orders(filter: OrderFilter): Promise<OrderPage>
  order(orderId: string): Promise<OrderDetail>
  act(
    target: { orderId: string; action: string },
    body: OrderActionBody,
  ): Promise<OrderActionResult>
  reveal(orderId: string, purpose: string): Promise<RevealResult>
  deadJobs(): Promise<JobItem[]>
  retryJob(jobId: string): Promise<unknown>
  calls: CallsClient
  evaluations: EvalClient
  kb: KbClient
  models: ModelClient
}

const staff = '/api/v1/staff'
const root = '/api/v1/console'
const PAGE = '50'

export function createConsoleClient(http: Http): ConsoleClient {
  const get = <T>(path: string) => http.request<T>('GET', path)
  const post = <T>(path: string, body: unknown = {}) => http.request<T>('POST', path, body)
  return {
    ...createReceptionClient(http),
    ...createReviewClient(http),
    signIn: (body) => http.requestOnce('POST', `${staff}/sign-in`, body),
    signOut: () => http.requestOnce('POST', `${staff}/sign-out`, {}),
    me: () => http.requestOnce('GET', `${staff}/me`),
    options: () => get(`${root}/options`),
    queue: (cursor) => get(withQuery(`${root}/queue`, { limit: PAGE, cursor })),
    requestDetail: (id) => get(`${root}/requests/${id}`),
    claim: (id) => post(`${root}/requests/${id}/claim`),
    release: (id) => http.requestOnce('DELETE', `${root}/requests/${id}/claim`),
    dispatch: (id, body) => post(`${root}/requests/${id}/dispatch`, body),
    orders: ({ status, search, cursor }) =>
      get(withQuery(`${root}/orders`, { limit: PAGE, status, search: search || null, cursor })),
    order: (id) => get(`${root}/orders/${id}`),
    act: ({ orderId, action }, body) => post(`${root}/orders/${orderId}/actions/${action}`, body),
    reveal: (id, purpose) => post(`${root}/orders/${id}/reveal`, { purpose }),
    deadJobs: async () => {
      const page = await get<{ items: JobItem[] }>(withQuery(`${root}/jobs`, { state: 'dead' }))
      return page.items
    },
    retryJob: (id) => post(`${root}/jobs/${id}/retry`),
    calls: createCallsClient({ get, post }),
    evaluations: createEvalClient(http),
    kb: createKbClient(http),
    models: createModelClient(http),
  }
}

/** A list becomes the same name several times, as the routes read it. */
function withQuery(
  path: string,
  values: Record<string, string | readonly string[] | null>,
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one)
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}
