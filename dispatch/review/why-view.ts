import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { statusTexts } from '../order/transitions.ts'
import { type Proposal, proposal as proposalSchema } from '../proposal/proposal.ts'
import { conditionsText, rolesText } from './describe-line.ts'
import { rankNeighbours } from './rank-neighbours.ts'
import { type Duties, whatWouldChange } from './what-would-change.ts'

/** How far back and how wide precedents are looked for. */
const POOL = 400
const SHOWN = 5

/** Confirmed orders of the same second-level class, newest first; never those made in confidence. */
async function listPrecedents(db: Db, requestId: string, classPrefix: string) {
  const rows = await db
    .selectFrom('work_orders as o')
    .innerJoin('service_requests as r', 'r.id', 'o.request_id')
    .innerJoin('units as u', 'u.code', 'o.lead_unit')
    .select((eb) => [
      'o.order_no',
      'o.status',
      'o.dispatched_at',
      'r.title',
      'r.description',
      'u.name as unit',
      eb
        .selectFrom('order_events as e')
        .select('e.payload')
        .whereRef('e.order_id', '=', 'o.id')
        .where('e.type', '=', 'replied')
        .orderBy('e.seq', 'desc')
        .limit(1)
        .as('reply'),
    ])
    .where('o.dispatched_at', 'is not', null)
    .where('o.service_code', 'like', `${classPrefix}%`)
    .where('r.confidential', '=', false)
    .where('r.id', '!=', requestId)
    .orderBy('o.dispatched_at', 'desc')
    .limit(POOL)
    .execute()
  return rows.map(({ description, ...row }) => ({ ...row, text: description }))
}

const resolutionTexts: Record<string, string> = {
  solved: '已解决',
  partly: '部分解决',
  not_solved: '未解决',
}

async function precedents(db: Db, requestId: string, proposal: Proposal) {
  const code = proposal.service_codes[0]?.code ?? ''
  const pool = await listPrecedents(db, requestId, code.slice(0, 4))
  return rankNeighbours(proposal.text, pool, SHOWN).map((row) => {
    const reply = row.reply as { resolution?: string } | null
    const ended = resolutionTexts[reply?.resolution ?? '']
    return {
      order_no: row.order_no,
      title: row.title,
      unit: row.unit,
      similarity: row.similarity,
      ended: ended ? `${statusTexts[row.status]}，${ended}` : statusTexts[row.status],
      dispatched_at: row.dispatched_at?.toISOString() ?? null,
    }
  })
}

function lineOf({ pack, taxonomy }: Duties, number: string | null) {
  const entry = pack.catalogue.find(({ line }) => line === number)
  if (!entry) return null
  return {
    line: entry.line,
    class_text: taxonomy
      .path(entry.service_code)
      .map(({ name }) => name)
      .join(' › '),
    conditions: conditionsText(entry),
    lead: rolesText(entry.lead.split('|').map((role) => role.trim())),
    supporting: rolesText(entry.supporting),
    copies: rolesText(entry.copies),
    legal_basis: entry.legal_basis,
    note: entry.note,
  }
}

function classOf({ taxonomy }: Duties, code: string | undefined) {
  const row = code === undefined ? undefined : taxonomy.byCode.get(code)
  if (!row) return null
  return {
    code: row.code,
    path: taxonomy.path(row.code).map(({ name }) => name),
    definition: row.definition,
    includes: row.includes,
    excludes: row.excludes,
    see_also: row.see_also.map((other) => ({
      code: other,
      name: taxonomy.byCode.get(other)?.name ?? other,
    })),
  }
}

/**
 * Why the newest proposal says what it says: the catalogue line, how the place was found, what the class holds and does not, the nearest
 * confirmed orders and how they ended, and what would change the answer. Errors: `request.not-found`.
 */
export async function explainProposal(db: Db, duties: Duties, requestId: string) {
  const row = await db
    .selectFrom('service_requests as r')
    .select((eb) => [
      'r.received_at',
      eb
        .selectFrom('proposals as p')
        .select('p.body')
        .where((w) =>
          w.or([w('p.request_id', '=', w.ref('r.id')), w('p.draft_id', '=', w.ref('r.draft_id'))]),
        )
        .orderBy('p.created_at', 'desc')
        .limit(1)
        .as('body'),
    ])
    .where('r.id', '=', requestId)
    .executeTakeFirst()
  if (!row) throw new AppError('request.not-found')
  const parsed = proposalSchema.safeParse(row.body)
  if (!parsed.success) {
    return { article: null, line: null, class: null, places: [], precedents: [], changes: [] }
  }
  const proposal = parsed.data
  return {
    article: proposal.article,
    line: lineOf(duties, proposal.catalogue_line),
    class: classOf(duties, proposal.service_codes[0]?.code),
    places: proposal.place.candidates.slice(0, 4).map((place) => ({
      name: [place.subdistrict ?? place.district, place.community].filter(Boolean).join(' '),
      matched: place.matched,
      how: place.how,
    })),
    precedents: await precedents(db, requestId, proposal),
    changes: whatWouldChange(duties, proposal, row.received_at),
  }
}
