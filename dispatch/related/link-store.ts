import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { LinkState, RelatedKind } from './related-kinds.ts'

/** The earlier id first: a pair is one row, whoever looks from which side. */
export function pairOf(one: string, other: string): { request_a: string; request_b: string } {
  return one < other ? { request_a: one, request_b: other } : { request_a: other, request_b: one }
}

export interface ProposedLink {
  one: string
  other: string
  kind: RelatedKind
  score: number
  reasons: readonly string[]
}

/** Proposes links; what a person has said about a pair stays, and so does an earlier proposal of the same kind. */
export async function insertProposedLinks(
  trx: Db,
  links: readonly ProposedLink[],
  now: Date,
): Promise<void> {
  if (links.length === 0) return
  await trx
    .insertInto('request_links')
    .values(
      links.map(({ one, other, kind, score, reasons }) => ({
        id: newId(now.getTime()),
        ...pairOf(one, other),
        kind,
        state: 'proposed' as const,
        score,
        reasons: [...reasons],
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['request_a', 'request_b', 'kind']).doNothing())
    .execute()
}

/** The link of a pair, locked; null where nobody has proposed one. */
export async function lockLink(trx: Db, pair: { one: string; other: string; kind: RelatedKind }) {
  const { request_a, request_b } = pairOf(pair.one, pair.other)
  const row = await trx
    .selectFrom('request_links')
    .select(['id', 'state', 'version'])
    .where('request_a', '=', request_a)
    .where('request_b', '=', request_b)
    .where('kind', '=', pair.kind)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export interface LinkDecision {
  one: string
  other: string
  kind: RelatedKind
  state: Exclude<LinkState, 'proposed'>
  by: string
  now: Date
}

/** Writes what a person says about a pair; makes the link where the program saw none. Returns its version. */
export async function saveLinkDecision(trx: Db, decision: LinkDecision): Promise<number> {
  const { one, other, kind, state, by, now } = decision
  const { version } = await trx
    .insertInto('request_links')
    .values({
      id: newId(now.getTime()),
      ...pairOf(one, other),
      kind,
      state,
      score: 1,
      reasons: ['人工关联'],
      decided_by: by,
      decided_at: now,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['request_a', 'request_b', 'kind']).doUpdateSet((eb) => ({
        state,
        decided_by: by,
        decided_at: now,
        version: eb('request_links.version', '+', 1),
      })),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}
