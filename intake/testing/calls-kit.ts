import { randomUUID } from 'node:crypto'
import { createCallToken } from '../calls/call-tokens.ts'
import { type CallClient, connectCalls } from '../client/call-client.ts'
import type { CallDetail } from '../protocol/call-api.ts'
import { createTestApp } from './test-app.ts'

export const newCall = () => `call-${randomUUID()}`

/** A frame of a telephone system. */
export const segment = (callId: string, seq: number, text: string, more: object = {}) => ({
  type: 'segment',
  call_id: callId,
  seq,
  segment_id: `s${seq}`,
  speaker: 'citizen',
  start_ms: seq * 1000,
  end_ms: seq * 1000 + 900,
  text,
  ...more,
})

export const acked = (client: CallClient, callId: string, seq: number) =>
  client.until((f) => f.type === 'ack' && f.call_id === callId && f.acked_seq >= seq)

export type CallsKit = Awaited<ReturnType<typeof openCallsKit>>

/** An app with a telephone system that has its token, and an operator. */
export async function openCallsKit() {
  const site = await createTestApp()
  const token = await createCallToken(site.deps, 'pbx')
  const operator = await site.staff(['operator'])
  const wsUrl = site.url.replace('http', 'ws')
  return {
    site,
    token,
    operator,
    wsUrl,
    open: (query = '') => connectCalls({ url: wsUrl, token, query }),
    findCall: async (callId: string): Promise<CallDetail> => {
      const row = await site.database.db
        .selectFrom('calls')
        .select('id')
        .where('call_key', '=', callId)
        .executeTakeFirstOrThrow()
      return await operator.get<CallDetail>(`/console/calls/${row.id}`)
    },
    /** Sends a whole transcript. */
    post: (body: unknown, bearer = token) =>
      fetch(`${site.url}/api/v1/calls`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
        body: JSON.stringify(body),
      }),
  }
}
