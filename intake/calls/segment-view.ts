import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { CallSegment } from '../protocol/call-api.ts'
import type { Line } from './call-text.ts'

const PAGE = 300

const segmentColumns = [
  'segment_key',
  'speaker',
  'start_ms',
  'end_ms',
  'text',
  'confidence',
  'final',
  'change_no',
] as const

interface SegmentRow {
  segment_key: string
  speaker: CallSegment['speaker']
  start_ms: number
  end_ms: number
  text: string
  confidence: number | null
  final: boolean
  change_no: number
}

function toSegment(row: SegmentRow): CallSegment {
  const { segment_key: id, ...rest } = row
  return { id, ...rest }
}

/** A page of the transcript, the newest or those before a time and key, oldest first. */
export async function listSegments(
  db: Db,
  callId: string,
  before?: { startMs: number; id: string },
): Promise<{ transcript: CallSegment[]; has_more: boolean }> {
  let query = db.selectFrom('call_segments').select(segmentColumns).where('call_id', '=', callId)
  if (before) {
    query = query.where(sql<boolean>`(start_ms, segment_key) < (${before.startMs}, ${before.id})`)
  }
  const rows = await query
    .orderBy('start_ms', 'desc')
    .orderBy('segment_key', 'desc')
    .limit(PAGE + 1)
    .execute()
  const has_more = rows.length > PAGE
  return { transcript: rows.slice(0, PAGE).map(toSegment).reverse(), has_more }
}

/** Segments that changed since a screen last looked; a long absence brings the newest page. */
export async function listChangedSegments(
  db: Db,
  callId: string,
  after: number,
): Promise<CallSegment[]> {
  const rows = await db
    .selectFrom('call_segments')
    .select(segmentColumns)
    .where('call_id', '=', callId)
    .where('change_no', '>', after)
    .orderBy('change_no', 'desc')
    .limit(PAGE)
    .execute()
  return rows.map(toSegment)
}

const HEAD_ROWS = 80
const TAIL_ROWS = 140

/** What is read of a call to understand it: its beginning, its end, and single lines; bounded however long it is. */
export async function listLines(
  db: Db,
  callId: string,
  pinned: readonly string[],
): Promise<{ lines: Line[]; changeNo: number }> {
  const rows = (order: 'asc' | 'desc', limit: number) =>
    db
      .selectFrom('call_segments')
      .select(['segment_key', 'speaker', 'text', 'start_ms', 'end_ms', 'change_no'])
      .where('call_id', '=', callId)
      .orderBy('start_ms', order)
      .orderBy('segment_key', order)
      .limit(limit)
      .execute()
  const [head, tail] = [await rows('asc', HEAD_ROWS), await rows('desc', TAIL_ROWS)]
  const kept =
    pinned.length === 0
      ? []
      : await db
          .selectFrom('call_segments')
          .select(['segment_key', 'speaker', 'text', 'start_ms', 'end_ms', 'change_no'])
          .where('call_id', '=', callId)
          .where('segment_key', 'in', pinned.slice(0, 60))
          .execute()
  const byKey = new Map([...head, ...kept, ...tail].map((row) => [row.segment_key, row]))
  const sorted = [...byKey.values()].sort(
    (a, b) =>
      a.start_ms - b.start_ms || a.end_ms - b.end_ms || (a.segment_key < b.segment_key ? -1 : 1),
  )
  return {
    lines: sorted.map((row) => ({ id: row.segment_key, speaker: row.speaker, text: row.text })),
    changeNo: Math.max(0, ...sorted.map((row) => row.change_no)),
  }
}

/** All lines, for the check before filing: once a call, and never while it runs. */
export async function listAllLines(db: Db, callId: string): Promise<Line[]> {
  const rows = await db
    .selectFrom('call_segments')
    .select(['segment_key', 'speaker', 'text'])
    .where('call_id', '=', callId)
    .where('final', '=', true)
    .orderBy('start_ms')
    .orderBy('end_ms')
    .orderBy('segment_key')
    .limit(50_000)
    .execute()
  return rows.map((row) => ({ id: row.segment_key, speaker: row.speaker, text: row.text }))
}

/** Sentences of FunASR streams that are stored already, so that a new connection goes on after them. */
export async function listStreamSegments(db: Db, callKey: string) {
  return await db
    .selectFrom('call_segments as s')
    .innerJoin('calls as c', 'c.id', 's.call_id')
    .select(['s.segment_key as segment_id', 's.start_ms', 's.end_ms', 's.final', 's.revision'])
    .where('c.call_key', '=', callKey)
    .where('s.segment_key', 'like', 'f:%')
    .orderBy('s.start_ms', 'desc')
    .limit(200)
    .execute()
}

export async function findSeqWindow(db: Db, callKey: string) {
  const row = await db
    .selectFrom('calls')
    .select(['acked_seq', 'seqs_beyond'])
    .where('call_key', '=', callKey)
    .executeTakeFirst()
  return { acked: row?.acked_seq ?? 0, beyond: row?.seqs_beyond ?? [] }
}
