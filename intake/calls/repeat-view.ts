import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { statusTexts } from '../../dispatch/order/transitions.ts'
import type { RepeatItem } from '../protocol/call-api.ts'

const DAY = 24 * 3600 * 1000
const SAME_CALLER_DAYS = 180
const SAME_PLACE_DAYS = 30
const closed = ['closed', 'merged', 'withdrawn', 'terminated']

const columns = [
  'r.id',
  'r.request_no',
  'r.title',
  'r.received_at',
  'o.status',
  'o.service_code',
  'o.subdistrict',
] as const

/**
 * Earlier requests that this call may repeat (R11-3): of the same number, found by its keyed index alone, and of the same matter in
 * the same street. A hint for the operator; whether it is a repeat is decided by a person.
 */
export async function listRepeats(
  db: Db,
  about: {
    phoneIndex: Buffer | null
    serviceCode: string | null
    subdistrict: string | null
    now: Date
  },
): Promise<RepeatItem[]> {
  const own = about.phoneIndex === null ? [] : await listOfCaller(db, about.phoneIndex, about.now)
  const near = await listOfPlace(db, about)
  const isSame = (row: { service_code: string | null }) =>
    row.service_code !== null && row.service_code === about.serviceCode
  const known = new Set(own.map((row) => row.id))
  return [
    ...own.map((row) => describe(row, isSame(row) ? '同号码同事项' : '同号码')),
    ...near.filter((row) => !known.has(row.id)).map((row) => describe(row, '同街道同事项')),
  ]
}

function requestsSince(db: Db, since: Date) {
  return db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select(columns)
    .where('r.received_at', '>', since)
    .orderBy('r.received_at', 'desc')
}

async function listOfCaller(db: Db, phoneIndex: Buffer, now: Date) {
  return await requestsSince(db, new Date(now.getTime() - SAME_CALLER_DAYS * DAY))
    .innerJoin('requesters as q', 'q.id', 'r.requester_id')
    .where('q.phone_index', '=', phoneIndex)
    .limit(6)
    .execute()
}

async function listOfPlace(
  db: Db,
  about: { serviceCode: string | null; subdistrict: string | null; now: Date },
) {
  if (!about.serviceCode || !about.subdistrict) return []
  return await requestsSince(db, new Date(about.now.getTime() - SAME_PLACE_DAYS * DAY))
    .where('o.service_code', '=', about.serviceCode)
    .where('o.subdistrict', '=', about.subdistrict)
    .where(sql<boolean>`not (o.status = any(${closed}))`)
    .limit(4)
    .execute()
}

function describe(row: Awaited<ReturnType<typeof listOfCaller>>[number], why: string): RepeatItem {
  return {
    request_id: row.id,
    request_no: row.request_no,
    title: row.title,
    status_text: statusTexts[row.status],
    received_at: row.received_at.toISOString(),
    why,
    open: !closed.includes(row.status),
  }
}
