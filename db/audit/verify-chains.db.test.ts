import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../client.ts'
import { appendOrderEvent } from '../events/append-order-event.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { newId } from '../kernel/ids.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { insertTestOrder } from '../testing/test-order.ts'
import { appendAuditEvent } from './append-audit-event.ts'
import { type ChainReport, describeProblem, verifyChains, verifyWithin } from './verify-chains.ts'

const ORDERS = 3
const EVENTS = 4
const now = new Date('2026-03-01T09:30:00.123Z')

describe('hash chains', () => {
  let database: TestDatabase
  const orders: string[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    for (let n = 0; n < ORDERS; n += 1) orders.push(await insertTestOrder(database.db, now))
    await database.db.transaction().execute(async (trx) => {
      for (let n = 0; n < ORDERS * EVENTS; n += 1) await appendOrderEvent(trx, eventNumber(n))
      await appendAuditEvent(trx, {
        at: now,
        actorKind: 'staff',
        actorId: 'zhang',
        action: 'requester.reveal',
        subject: 'request:1',
        purpose: '回访',
        detail: { fields: ['phone'] },
      })
    })
  })
  afterAll(() => database.destroy())

  const eventNumber = (n: number) => ({
    orderId: orders[n % ORDERS] ?? '',
    type: ['registered', 'dispatched', 'acknowledged', 'replied'][n % 4] ?? '',
    at: now,
    actorKind: 'staff' as const,
    actorId: 'zhang',
    unitCode: '110105026',
    public: n % 2 === 0,
    clientActionId: `action-${n}`,
    payload: { text: `第${n}次 "引号" \u{1f6d7}`, z: 1.5e-7, a: { deep: [n, null, true] } },
  })

  /** Does what the triggers refuse, as someone with all rights could, looks, and undoes it. */
  async function tamper(change: (trx: Db) => Promise<unknown>): Promise<ChainReport> {
    let report: ChainReport | undefined
    const undo = new Error('undo')
    await database.db
      .transaction()
      .execute(async (trx) => {
        await sql`alter table order_events disable trigger user`.execute(trx)
        await sql`alter table audit_events disable trigger user`.execute(trx)
        await change(trx)
        report = await verifyWithin(trx)
        throw undo
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error
      })
    if (report === undefined) throw new Error('not verified')
    return report
  }
  const reasons = ({ problems }: ChainReport) => new Set(problems.map(({ reason }) => reason))

  it('hold for what was appended, also by others at the same time', async () => {
    const report = await verifyChains(database.db)
    expect(report).toMatchObject({ ok: true, problems: [], events: 2 * ORDERS * EVENTS + 1 })
    expect(report.head.seq).toBe(ORDERS * EVENTS + 1)
    const append = (n: number) =>
      database.db.transaction().execute((trx) =>
        appendAuditEvent(trx, {
          at: now,
          actorKind: 'system',
          action: 'test.run',
          subject: `n:${n}`,
        }),
      )
    await Promise.all([1, 2, 3, 4, 5].map(append))
    expect(await verifyChains(database.db, { known: report.head })).toMatchObject({ ok: true })
  })

  it('number the events of each order by itself', async () => {
    const rows = await database.db
      .selectFrom('order_events')
      .select('seq')
      .where('order_id', '=', orders[1] ?? '')
      .orderBy('seq')
      .execute()
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  })

  it('refuse change, deletion, truncation, and an append outside a transaction', async () => {
    for (const table of ['order_events', 'audit_events', 'proposals', 'decisions']) {
      await expect(sql`truncate ${sql.table(table)} cascade`.execute(database.db)).rejects.toThrow(
        'append-only',
      )
    }
    await expect(sql`update order_events set public = true`.execute(database.db)).rejects.toThrow()
    await expect(sql`delete from audit_events`.execute(database.db)).rejects.toThrow()
    await expect(
      appendAuditEvent(database.db, { at: now, actorKind: 'system', action: 'x', subject: 'y' }),
    ).rejects.toThrow('transaction')
  })

  const orderColumns = ['type', 'at', 'actor_kind', 'actor_id', 'unit_code', 'public'].concat([
    'client_action_id',
    'payload',
    'prev_hash',
    'hash',
    'seq',
    'order_id',
  ])
  const auditColumns = ['at', 'actor_kind', 'actor_id', 'action', 'subject', 'purpose'].concat([
    'detail',
    'prev_hash',
    'hash',
    'seq',
  ])
  const cells = [
    ...orderColumns.map((column) => ({ table: 'order_events', column })),
    ...auditColumns.map((column) => ({ table: 'audit_events', column })),
  ]
  const json = fc
    .jsonValue()
    .map((value) => ({ value }))
    .filter((value) => !/\\u0000|\\ud[89a-f]/.test(JSON.stringify(value)))

  /** A new value for the cell: anything that the column can hold. */
  const edits: Record<string, (n: number) => unknown> = {
    at: (n) => sql`at + make_interval(secs => ${n / 1e6})`,
    actor_kind: () => 'citizen',
    public: () => sql`not public`,
    seq: (n) => sql`seq + 1000 + ${n}`,
  }

  it('show an edit of any field of any row', async () => {
    const attempt = fc.record({
      cell: fc.constantFrom(...cells),
      row: fc.nat({ max: ORDERS * EVENTS - 1 }),
      micros: fc.integer({ min: 1, max: 10 ** 9 }),
      text: fc.string().filter((text) => !text.includes('\0')),
      value: json,
    })
    const other = await insertTestOrder(database.db, now)
    await fc.assert(
      fc.asyncProperty(attempt, async ({ cell: { table, column }, row, micros, text, value }) => {
        const isJson = column === 'payload' || column === 'detail'
        const edited = isJson
          ? sql`${canonicalJson(value)}::jsonb`
          : (edits[column]?.(micros) ?? (column === 'order_id' ? other : `${text}#${micros}`))
        const report = await tamper((trx) =>
          sql`update ${sql.table(table)} set ${sql.ref(column)} = ${edited} where ctid in (
            select ctid from ${sql.table(table)} order by ctid limit 1 offset ${row})`.execute(trx),
        )
        expect(report.ok, `${table}.${column}`).toBe(false)
      }),
      { numRuns: 150 },
    )
  })

  it('show a removed row, and a removed end of one order', async () => {
    for (const table of ['order_events', 'audit_events']) {
      for (let row = 0; row < ORDERS * EVENTS; row += 1) {
        const report = await tamper((trx) =>
          sql`delete from ${sql.table(table)} where ctid in (
            select ctid from ${sql.table(table)} order by ctid limit 1 offset ${row})`.execute(trx),
        )
        expect(report.ok).toBe(false)
      }
    }
    const cut = await tamper((trx) =>
      sql`delete from order_events where order_id = ${orders[0]} and seq > 2`.execute(trx),
    )
    expect(reasons(cut)).toEqual(new Set(['lost']))
    expect(cut.problems).toHaveLength(2)
  })

  it('show a removed end of everything', async () => {
    const cut = await tamper(async (trx) => {
      await sql`delete from order_events where seq = 4`.execute(trx)
      await sql`delete from audit_events where seq >= 10`.execute(trx)
    })
    expect(reasons(cut)).toEqual(new Set(['cut']))
  })

  it('show a chain that was rewritten as a whole to who kept the head', async () => {
    const { head } = await verifyChains(database.db)
    const known = { seq: head.seq, hash: '0'.repeat(64) }
    expect(reasons(await verifyChains(database.db, { known }))).toEqual(new Set(['lost']))
    const gone = { seq: head.seq + 1, hash: head.hash }
    expect((await verifyChains(database.db, { known: gone })).ok).toBe(false)
  })

  it('show an event that went past the audit chain', async () => {
    const report = await tamper(async (trx) => {
      const orderId = await insertTestOrder(trx, now)
      await appendOrderEvent(trx, { ...eventNumber(99), orderId })
      await sql`delete from audit_events where subject = ${`order:${orderId}`}`.execute(trx)
    })
    expect(reasons(report)).toEqual(new Set(['unaudited', 'cut']))
    expect(report.problems.map(describeProblem).join()).toContain('审计链')
  })

  it('give the same bytes whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(record))
        expect(JSON.parse(canonicalJson(record))).toEqual(JSON.parse(JSON.stringify(record)))
      }),
    )
    expect(canonicalJson({ b: undefined, a: [{ d: 1, c: newId(0).slice(0, 8) }] })).toBe(
      '{"a":[{"c":"00000000","d":1}]}',
    )
  })
})
