import { sql } from 'kysely'
import type { Db } from '../../../db/client.ts'
import type { Secrets } from '../../../db/kernel/secrets.ts'
import { listOfMessages, showAttachment } from '../../attachments/attachment-view.ts'
import type { AlarmItem } from '../../protocol/reception-api.ts'
import { carried, loadDrafts } from '../conversation-view.ts'
import { draftCard } from '../draft.ts'
import type { Say } from '../texts.ts'
import type { Turn } from '../turn.ts'

interface QueueRow {
  conversation_id: string
  channel: string
  state: 'waiting' | 'taken'
  reason: string
  urgent: boolean
  wanted_at: Date
  taken_by: string | null
  taken_by_name: string | null
  last_text: string | null
  last_at: Date | null
  unread: number
}

/** Who waits for a person and who speaks to one, the urgent first, with the last words said (masked). */
export async function listReception(db: Db) {
  const { rows } = await sql<QueueRow>`
    select h.conversation_id, c.channel, h.state, h.reason, h.urgent, h.wanted_at,
      h.taken_by, s.display_name as taken_by_name, last.text as last_text,
      last.created_at as last_at,
      (select count(*)::int from messages m where m.conversation_id = h.conversation_id
        and m.sender = 'citizen' and m.kind = 'text' and m.seq > coalesce((
          select max(r.seq) from messages r
          where r.conversation_id = h.conversation_id and r.sender = 'staff'), 0)) as unread
    from hand_overs h
    join conversations c on c.id = h.conversation_id
    left join staff_users s on s.id = h.taken_by
    left join lateral (
      select m.text, m.created_at from messages m
      where m.conversation_id = h.conversation_id and m.sender = 'citizen' and m.text <> ''
      order by m.seq desc limit 1) last on true
    where h.state <> 'ended'
    order by h.state desc, h.urgent desc, h.wanted_at
    limit 200`.execute(db)
  return rows.map((row) => ({
    ...row,
    wanted_at: row.wanted_at.toISOString(),
    last_text: (row.last_text ?? '').slice(0, 80),
    last_at: row.last_at?.toISOString() ?? null,
  }))
}

/** The whole context of one conversation for the person who takes it: words with identity masked, drafts, requests, alarms, notes. */
export async function loadReception(
  db: Db,
  { secrets, say, now }: { secrets: Secrets; say: Say; now: Date },
  conversationId: string,
) {
  const conversation = await db
    .selectFrom('conversations')
    .select(['id', 'channel', 'created_at'])
    .where('id', '=', conversationId)
    .executeTakeFirst()
  if (!conversation) return null
  const handOver = await db
    .selectFrom('hand_overs as h')
    .leftJoin('staff_users as s', 's.id', 'h.taken_by')
    .select(['h.state', 'h.reason', 'h.urgent', 'h.wanted_at', 'h.taken_by', 's.display_name'])
    .where('h.conversation_id', '=', conversationId)
    .where('h.state', '<>', 'ended')
    .executeTakeFirst()
  const { draft, parked } = await loadDrafts(db, secrets, conversationId)
  return {
    conversation_id: conversation.id,
    channel: conversation.channel,
    began_at: conversation.created_at.toISOString(),
    hand_over: handOver
      ? {
          state: handOver.state as 'waiting' | 'taken',
          reason: handOver.reason,
          urgent: handOver.urgent,
          wanted_at: handOver.wanted_at.toISOString(),
          taken_by: handOver.taken_by,
          taken_by_name: handOver.display_name,
        }
      : null,
    messages: await listWords(db, { conversationId, secrets, now }),
    drafts: [...parked, ...(draft ? [draft] : [])].map((one) => {
      // Who asks is shown only with a purpose and a log line (promise 3), and not here.
      const { contact_name: _name, contact_phone: phone, ...card } = draftCard(one, 'open', say)
      return { ...card, has_contact: phone !== '' }
    }),
    requests: await listRequests(db, conversationId),
    notes: await listNotes(db, conversationId),
  }
}

async function listWords(
  db: Db,
  { conversationId, secrets, now }: { conversationId: string; secrets: Secrets; now: Date },
) {
  const rows = await db
    .selectFrom('messages as m')
    .leftJoin('staff_users as s', 's.id', 'm.staff_id')
    .select(['m.id', 'm.seq', 'm.sender', 'm.text', 'm.frame', 'm.created_at', 's.display_name'])
    .where('m.conversation_id', '=', conversationId)
    .orderBy('m.seq', 'desc')
    .limit(300)
    .execute()
  const withFiles = rows.filter((row) => carried(row.frame).attachments)
  const files = await listOfMessages(
    db,
    withFiles.map((row) => row.id),
  )
  return rows.reverse().map((row) => {
    const sent = files.get(row.id) ?? []
    const stored = row.frame as Partial<Turn>
    return {
      seq: row.seq,
      sender: row.sender,
      text: row.text,
      staff: row.display_name,
      outcome: stored.outcome ?? null,
      cards: (stored.cards ?? []).map((card) => card.type),
      attachments: sent.map((file) => showAttachment(file, secrets, now)),
      pin: carried(row.frame).pin ?? null,
      at: row.created_at.toISOString(),
    }
  })
}

async function listRequests(db: Db, conversationId: string) {
  return db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select(['r.request_no', 'r.title', 'o.status', 'o.id as order_id'])
    .where('r.conversation_id', '=', conversationId)
    .orderBy('r.registered_at', 'desc')
    .limit(20)
    .execute()
}

async function listNotes(db: Db, conversationId: string) {
  const rows = await db
    .selectFrom('conversation_notes as n')
    .innerJoin('staff_users as s', 's.id', 'n.author')
    .select(['n.id', 'n.text', 'n.created_at', 's.display_name'])
    .where('n.conversation_id', '=', conversationId)
    .orderBy('n.created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    author: row.display_name,
    at: row.created_at.toISOString(),
  }))
}

/** The request that came of an alarm's conversation: the emergency before others, the one that still waits before those that left. */
const filedAs = sql<AlarmItem['request']>`(
  select json_build_object('request_id', r.id, 'order_id', o.id, 'request_no', r.request_no)
  from service_requests r join work_orders o on o.request_id = r.id
  where r.conversation_id = a.conversation_id
  order by o.emergency desc, (o.status = 'awaiting_dispatch') desc, r.registered_at desc
  limit 1)`

/** Alarms that nobody has seen, and those of the last day with what was done, newest first (R11-1, R29). */
export async function listAlarms(db: Db, { since, open }: { since: Date; open: boolean }) {
  let query = db
    .selectFrom('conversation_alarms as a')
    .leftJoin('staff_users as s', 's.id', 'a.seen_by')
    .select([
      'a.id',
      'a.conversation_id',
      'a.kind',
      'a.number',
      'a.flags',
      'a.text',
      'a.raised_at',
      'a.seen_at',
      's.display_name as seen_by',
    ])
    .select(filedAs.as('request'))
  query = open ? query.where('a.seen_at', 'is', null) : query.where('a.raised_at', '>=', since)
  const rows = await query.orderBy('a.raised_at', 'desc').limit(100).execute()
  const ids = rows.map((row) => row.id)
  const transfers =
    ids.length === 0
      ? []
      : await db
          .selectFrom('emergency_transfers as t')
          .innerJoin('staff_users as s', 's.id', 't.transferred_by')
          .select(['t.alarm_id', 't.number', 't.note', 't.transferred_at', 's.display_name'])
          .where('t.alarm_id', 'in', ids)
          .orderBy('t.transferred_at')
          .execute()
  return rows.map((row) => ({
    ...row,
    call_id: null,
    raised_at: row.raised_at.toISOString(),
    seen_at: row.seen_at?.toISOString() ?? null,
    transfers: transfers
      .filter((one) => one.alarm_id === row.id)
      .map((one) => ({
        number: one.number,
        note: one.note,
        by: one.display_name,
        at: one.transferred_at.toISOString(),
      })),
  }))
}
