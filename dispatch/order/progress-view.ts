import type { Db } from '../../db/client.ts'
import { AppError, fillText } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { isShared } from '../related/merged-view.ts'
import { normaliseQueryCode } from './order-numbers.ts'
import { statusTexts } from './transitions.ts'

export interface RequestProgress {
  request_no: string
  title: string
  status: string
  status_text: string
  unit: string | null
  due_at: string | null
  reply: string | null
  timeline: { at: string; type: string; text: string }[]
}

type Texts = Pack['texts']

function selectProgress(db: Db) {
  return db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .leftJoin('work_orders as m', 'm.id', 'o.merged_into')
    .leftJoin('units as u', (join) =>
      join.on((eb) => eb('u.code', '=', eb.fn.coalesce('m.lead_unit', 'o.lead_unit'))),
    )
    .select([
      'r.request_no',
      'r.title',
      'o.id as order_id',
      'o.merged_into',
      'o.status',
      'u.name as unit',
    ])
    .select((eb) => eb.fn.coalesce('m.due_at', 'o.due_at').as('due_at'))
}

/** One sentence of the timeline, in the city's own words (`timeline.<type>` of the pack's texts). */
export function timelineText(texts: Texts, type: string, values: Record<string, string>): string {
  return fillText(texts[`timeline.${type}`]?.zh ?? type, values)
}

function listPublicEvents(db: Db, orderId: string) {
  return db
    .selectFrom('order_events')
    .select(['type', 'at', 'payload'])
    .where('order_id', '=', orderId)
    .where('public', '=', true)
    .orderBy('seq')
    .execute()
}

/** A merged order shows what is done for it in the main one (DOMAIN section 5: one handling, every citizen answered). */
async function withTimeline(
  db: Db,
  texts: Texts,
  row: Awaited<ReturnType<ReturnType<typeof selectProgress>['executeTakeFirstOrThrow']>>,
): Promise<RequestProgress> {
  const own = await listPublicEvents(db, row.order_id)
  const main = row.merged_into === null ? [] : await listPublicEvents(db, row.merged_into)
  const events = [...own, ...main.filter(({ type }) => isShared(type))].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
  const unit = row.unit ?? ''
  const replies = events.filter((e) => e.type === 'replied')
  return {
    request_no: row.request_no,
    title: row.title,
    status: row.status,
    status_text: texts[`status.${row.status}`]?.zh ?? statusTexts[row.status],
    unit: row.unit,
    due_at: row.due_at?.toISOString() ?? null,
    reply: (replies.at(-1)?.payload as { text?: string } | undefined)?.text ?? null,
    timeline: events.map((e) => ({
      at: e.at.toISOString(),
      type: e.type,
      text: timelineText(texts, e.type, {
        unit,
        text: (e.payload as { text?: string }).text ?? '',
      }),
    })),
  }
}

/**
 * What the requester may see with number and query code (R9: know the progress): title, timeline, unit, deadline,
 * reply; never internal notes or other people. A wrong code and an unknown number give the same answer.
 */
export async function loadProgress(
  { db, secrets, texts }: { db: Db; secrets: Secrets; texts: Texts },
  input: { requestNo: string; queryCode: string },
): Promise<RequestProgress> {
  const requestNo = input.requestNo.trim().toUpperCase()
  const code = normaliseQueryCode(input.queryCode)
  const row = await selectProgress(db)
    .where('r.request_no', '=', requestNo)
    .where('r.query_code_index', '=', secrets.index(`${requestNo}:${code}`))
    .executeTakeFirst()
  if (!row) throw new AppError('request.not-found')
  return withTimeline(db, texts, row)
}

/**
 * The requests filed in one conversation and those that number and code have opened in it, newest first: its holder needs no
 * code for them.
 */
export async function listProgressOf(
  { db, texts }: { db: Db; texts: Texts },
  { conversationId, known = [] }: { conversationId: string | null; known?: readonly string[] },
): Promise<RequestProgress[]> {
  const rows = await selectProgress(db)
    .where((eb) =>
      eb.or([
        ...(conversationId === null ? [] : [eb('r.conversation_id', '=', conversationId)]),
        ...(known.length > 0 ? [eb('r.request_no', 'in', [...known])] : []),
      ]),
    )
    .orderBy('r.registered_at', 'desc')
    .limit(20)
    .execute()
  return Promise.all(rows.map((row) => withTimeline(db, texts, row)))
}
