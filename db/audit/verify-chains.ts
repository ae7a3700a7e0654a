import { sql } from 'kysely'
import type { Db } from '../client.ts'
import type { ChainPosition } from './append-audit-event.ts'
import { type AuditLink, CHAIN_START, linkHash, type OrderLink } from './chain.ts'
import {
  findLostEvents,
  findUnauditedEvents,
  readAuditLinks,
  readOrderLinks,
} from './chain-view.ts'

export const chainProblemTexts = {
  changed: '内容与指纹不符，被改动过',
  unlinked: '与前一条接不上，前一条被改动或替换过',
  gap: '编号不连续，前面有记录被删除',
  lost: '审计链记有这一条，但它已被删除或替换',
  unaudited: '审计链里没有这一条',
  cut: '审计链末尾被删除或替换过',
} as const

export interface ChainProblem {
  /** `audit` or `order:<id>`. */
  chain: string
  seq: number
  reason: keyof typeof chainProblemTexts
}

export interface ChainReport {
  ok: boolean
  /** Links that were checked, of orders and audit together. */
  events: number
  problems: ChainProblem[]
  /** The newest link. Who keeps it outside the database can prove later that nothing before it was rewritten. */
  head: ChainPosition
}

/**
 * Recomputes every hash of the order histories and the audit chain (promise 6; `jiesu verify`). `known` is a head that
 * an earlier run printed: it finds even a chain that someone has rewritten as a whole.
 */
export async function verifyChains(db: Db, options: VerifyOptions = {}): Promise<ChainReport> {
  // One snapshot for all queries, so that an event that is added meanwhile is no problem.
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`set local statement_timeout = 0`.execute(trx)
      return await verifyWithin(trx, options)
    })
}

export interface VerifyOptions {
  known?: ChainPosition
}

/** The same inside a transaction that the caller has opened. */
export async function verifyWithin(trx: Db, { known }: VerifyOptions = {}): Promise<ChainReport> {
  const orders = await verifyOrders(trx)
  const audit = await verifyAudit(trx, known)
  const problems = [...orders.problems, ...audit.problems, ...(await compareChains(trx))]
  const events = orders.events + audit.events
  return { ok: problems.length === 0, events, problems, head: audit.head }
}

/** Problems as sentences for a terminal. */
export function describeProblem({ chain, seq, reason }: ChainProblem): string {
  const name = chain === 'audit' ? '审计链' : `工单 ${chain.replace('order:', '')} 的过程记录`
  return `${name}第 ${seq} 条：${chainProblemTexts[reason]}`
}

type Stored<T> = T & { hash: string }

/** What is wrong with one link, given the one before it in its chain. */
function checkLink(
  { hash, ...link }: Stored<AuditLink> | Stored<OrderLink>,
  before: ChainPosition | undefined,
): ChainProblem['reason'] | null {
  if (link.seq !== (before?.seq ?? 0) + 1) return 'gap'
  if (linkHash(link) !== hash) return 'changed'
  return link.prev_hash === (before?.hash ?? CHAIN_START) ? null : 'unlinked'
}

async function verifyOrders(trx: Db) {
  const problems: ChainProblem[] = []
  let events = 0
  let before: Stored<OrderLink> | undefined
  for await (const link of readOrderLinks(trx)) {
    events += 1
    const reason = checkLink(link, before?.order_id === link.order_id ? before : undefined)
    if (reason !== null) problems.push({ chain: `order:${link.order_id}`, seq: link.seq, reason })
    before = link
  }
  return { events, problems }
}

async function verifyAudit(trx: Db, known: ChainPosition | undefined) {
  const problems: ChainProblem[] = []
  const report = (seq: number, reason: ChainProblem['reason']) =>
    problems.push({ chain: 'audit', seq, reason })
  let before: ChainPosition = { seq: 0, hash: CHAIN_START }
  let events = 0
  let seen = known === undefined || known.seq === 0
  for await (const link of readAuditLinks(trx)) {
    events += 1
    const reason = checkLink(link, before)
    if (reason !== null) report(link.seq, reason)
    if (link.seq === known?.seq) seen = link.hash === known.hash
    before = { seq: link.seq, hash: link.hash }
  }
  const head = await trx.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst()
  if (head?.seq !== before.seq || head.hash !== before.hash) report(before.seq + 1, 'cut')
  if (known !== undefined && !seen) report(known.seq, 'lost')
  return { events, problems, head: before }
}

async function compareChains(trx: Db): Promise<ChainProblem[]> {
  const as = (reason: ChainProblem['reason']) => (row: { order_id: string; seq: number }) => ({
    chain: `order:${row.order_id}`,
    seq: row.seq,
    reason,
  })
  const lost = await findLostEvents(trx)
  const unaudited = await findUnauditedEvents(trx)
  return [...lost.map(as('lost')), ...unaudited.map(as('unaudited'))]
}
