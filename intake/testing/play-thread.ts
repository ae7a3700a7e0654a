import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { DispatchDecision } from '../../dispatch/review/decision.ts'
import { type ChatClient, connectChat, newClientMessageId } from '../client/chat-client.ts'
import type { Card, ServerFrame, TurnFrame } from '../protocol/chat-frames.ts'
import type { OrderDetail, OrderItem, QueueItem, RequestDetail } from '../protocol/console-api.ts'
import { actionId, type ConsoleSession } from './console-session.ts'

export const SAMPLE_PASSWORD = 'jiesu-sample'
export const LIFT_REQUEST = '朝阳区望京街道南湖东园122号楼电梯坏了三天,老人下不了楼,物业不管'

/** What a pack's `samples.yaml` offers to play the whole thread with, so that the same test runs on any city. */
export interface SampleThread {
  text: string
  district: string
  subdistrict: string
  unit_login: string
  stranger_login: string
  second_text: string
}

export async function readSampleThread(packDir: string): Promise<SampleThread> {
  const text = await readFile(join(packDir, 'samples.yaml'), 'utf8')
  return (parse(text) as { thread: SampleThread }).thread
}

type CardOf<K extends Card['type']> = Extract<Card, { type: K }>

const hasCard =
  (type: Card['type'], after = 0) =>
  (f: ServerFrame): f is TurnFrame =>
    f.type === 'turn' && f.seq > after && f.cards.some((card) => card.type === type)

/** Answers what the assistant asks with the first sensible choice until the summary card is there. */
export async function talkUntilCard(chat: ChatClient, text: string): Promise<CardOf<'draft'>> {
  let { seq } = await chat.say(text)
  for (let turn = 0; turn < 8; turn++) {
    const answer = await chat.answerTo(seq)
    const card = answer.cards.find((c): c is CardOf<'draft'> => c.type === 'draft')
    if (card && answer.asks === 'confirm') return card
    const reply =
      answer.quick_replies.find((r) => /不留|不用|跳过/.test(r.label)) ?? answer.quick_replies[0]
    if (!reply) throw new Error(`no way on from: ${answer.text}`)
    seq = (await chat.say(reply.label, { choice: reply.value })).seq
  }
  throw new Error('no summary card within eight turns')
}

/** Files a request through the chat and returns its receipt. */
export async function fileRequest(
  chatUrl: string,
  text = LIFT_REQUEST,
): Promise<{ chat: ChatClient; receipt: CardOf<'receipt'> }> {
  const chat = await connectChat({ url: chatUrl })
  const draft = await talkUntilCard(chat, text)
  chat.send({
    type: 'draft-confirm',
    client_message_id: newClientMessageId(),
    draft_id: draft.draft_id,
    draft_version: draft.version,
  })
  const turn = await chat.waitFor(hasCard('receipt'))
  const receipt = turn.cards.find((c): c is CardOf<'receipt'> => c.type === 'receipt')
  if (!receipt) throw new Error('no receipt')
  return { chat, receipt }
}

/** The decision that accepts a proposal as it is. */
export function acceptProposal(detail: RequestDetail): DispatchDecision {
  const p = detail.proposal
  if (!p || p.deadline === null || p.mode === 'none' || p.mode === 'ask_place') {
    throw new Error(`nothing to accept: ${p?.triage} ${p?.mode}`)
  }
  const codes = (role: string) => p.units.filter((u) => u.role === role).map((u) => u.code)
  return {
    kind: p.kind,
    service_code: p.service_codes[0]?.code ?? '',
    district: p.place.district,
    subdistrict: p.place.subdistrict,
    community: p.place.community,
    lead: codes('lead')[0] ?? '',
    supporting: codes('supporting'),
    copies: codes('copy'),
    mode: p.mode,
    deadline: p.deadline,
  }
}

/** Waits until something appears, because it arrives by a job and a broadcast. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined>,
  ms = 60_000,
): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined) return found
    if (Date.now() > deadline) throw new Error('it did not happen in time')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function findInQueue(desk: ConsoleSession, requestNo: string): Promise<QueueItem> {
  return eventually(async () => {
    const page = await desk.get<{ items: QueueItem[] }>('/console/queue?limit=100')
    return page.items.find((item) => item.request_no === requestNo)
  })
}

/** Claims, accepts and dispatches one request as the dispatcher does. */
export async function dispatchRequest(desk: ConsoleSession, requestNo: string) {
  const item = await findInQueue(desk, requestNo)
  await desk.post(`/console/requests/${item.request_id}/claim`)
  const detail = await desk.get<RequestDetail>(`/console/requests/${item.request_id}`)
  const decision = acceptProposal(detail)
  const sent = await desk.post<{
    order_id: string
    status: string
    due_at: string
    diff: { unchanged: boolean }
    leaves_at: string | null
  }>(`/console/requests/${item.request_id}/dispatch`, {
    client_action_id: actionId(),
    order_version: detail.order_version,
    proposal_id: detail.proposal_id,
    decision,
    reason_code: null,
    note: '',
  })
  if (sent.leaves_at !== null) await waitUntilLeft(desk, item.request_id)
  return { detail, decision, sent: { ...sent, status: 'dispatched' } }
}

/** A confirmed order leaves some seconds later, where the server lets people call it back. */
async function waitUntilLeft(desk: ConsoleSession, requestId: string): Promise<void> {
  const path = `/console/requests/${requestId}`
  await eventually(async () => {
    const { status } = await desk.get<RequestDetail>(path)
    return status === 'awaiting_dispatch' ? null : status
  }, 90_000)
}

/** The lead unit acknowledges and replies. */
export async function handleOrder(
  unit: ConsoleSession,
  orderId: string,
  reply: string,
): Promise<void> {
  const page = await unit.get<{ items: OrderItem[] }>('/console/orders?limit=100')
  if (!page.items.some((item) => item.order_id === orderId))
    throw new Error('not in the unit’s list')
  for (const [action, body] of [
    ['acknowledge', {}],
    ['reply', { text: reply, resolution: 'solved' }],
  ] as const) {
    const { order_version } = await unit.get<OrderDetail>(`/console/orders/${orderId}`)
    await unit.post(`/console/orders/${orderId}/actions/${action}`, {
      client_action_id: actionId(),
      order_version,
      text: '',
      ...body,
    })
  }
}

/** What the citizen sees with number and code. */
export async function lookUp(url: string, receipt: { request_no: string; query_code: string }) {
  const response = await fetch(`${url}/api/v1/requests/progress`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ request_no: receipt.request_no, query_code: receipt.query_code }),
  })
  return (await response.json()) as {
    status: string
    unit: string | null
    reply: string | null
    timeline: { type: string; text: string }[]
  }
}
