import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type AssistRecord, proposal as proposalSchema } from '../proposal/proposal.ts'
import { conditionsText, rolesText } from './describe-line.ts'
import type { FindPrecedents } from './precedents-view.ts'
import { type Duties, whatWouldChange } from './what-would-change.ts'

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

/** What a language model had to do with it: a dispatcher must know where one has spoken. */
function assistOf({ model, prompt, outcome, parts }: AssistRecord) {
  return {
    model,
    prompt,
    outcome,
    elements: parts.flatMap(({ elements }) => elements.map(({ name, text }) => ({ name, text }))),
    reasons: parts.flatMap(({ reason }) => reason ?? []),
  }
}

/**
 * Why the newest proposal says what it says: the catalogue line, how the place was found, what the class holds and does not, the nearest
 * confirmed orders and how they ended, and what would change the answer. Errors: `request.not-found`.
 */
export async function explainProposal(
  db: Db,
  { duties, findPrecedents }: { duties: Duties; findPrecedents: FindPrecedents },
  requestId: string,
) {
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
    const nothing = { places: [], precedents: [], changes: [], assist: null }
    return { article: null, line: null, class: null, ...nothing }
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
    precedents: await findPrecedents(requestId, proposal.text),
    assist: proposal.assist ? assistOf(proposal.assist) : null,
    changes: whatWouldChange(duties, proposal, row.received_at),
  }
}
