import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../db/kernel/log.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import type { OrderText } from '../classifier/class-model.ts'
import { bandsFor } from '../proposal/confidence.ts'
import { createProposer, type Proposer } from '../proposal/create-proposer.ts'
import { smallCity } from '../testing/small-city.ts'
import { cardOrders } from '../unit-voice/testing/card-orders.ts'
import { followModel } from './follow-model.ts'
import { leadSentence } from './kept-lead.ts'
import { listModels, listOrderTexts, loadActiveModel, loadBands } from './model-view.ts'
import { putModelBack, startTraining } from './put-model-back.ts'
import { createRetrainModelJob } from './retrain-model-job.ts'

const pack = smallCity()
const clock = { now: () => new Date('2026-06-01T08:00:00Z') }
const COUNT = 1_200

describe('leads learnt from confirmed orders, from the database to the next proposal', () => {
  let test: TestDatabase
  let propose: Proposer
  let end: () => Promise<void>
  let tell: () => void = () => {}

  beforeAll(async () => {
    test = await createTestDatabase()
    await insertConfirmed(
      test,
      cardOrders(COUNT, (street) => street.unit),
    )
    propose = await createProposer({ pack, embedder: null })
    end = followModel({
      database: { db: test.db },
      pubsub: {
        subscribe: (_topic, listener) => {
          tell = () => listener({ type: 'model-changed' })
          return () => {}
        },
      },
      log: createLog({ logLevel: 'silent' }),
      pack,
      serving: null,
      use: propose.use,
    })
  })
  afterAll(async () => {
    await end?.()
    await test?.destroy()
  })

  const lead = async (by: Proposer) => {
    const text = '城东区八里桥街道游泳馆办了卡，现在关门不退钱'
    const found = await by({ channel: 'chat', text, at: clock.now() })
    return found.units[0]?.name
  }
  const train = async () => {
    const database = { db: test.db }
    const { modelId } = await startTraining({ database, clock }, null)
    const job = createRetrainModelJob({
      database,
      clock,
      pack,
      packVersionId: null,
      dataDir: await mkdtemp(join(tmpdir(), 'jiesu-leads-')),
      gate: {
        judge: async () => ({ ok: true, verdict: '全部通过' }),
        measured: async () => new Set(),
      },
    })
    const outcome = (await job.prepare?.({ modelId })) ?? null
    await test.db.transaction().execute((trx) => job.apply(trx, { modelId }, outcome))
    return (await listModels(test.db)).find(({ id }) => id === modelId)
  }

  it('reads who got each order and where', async () => {
    const orders = await listOrderTexts(test.db, clock.now())
    expect(orders).toHaveLength(COUNT)
    expect(orders[0]?.lead).toMatchObject({ unit: 's1101', subdistrict: '城东区望湖街道' })
  })

  it('serves everywhere after the gates, says what it was worth, and goes back with the pack’s own', async () => {
    expect(await lead(propose)).toBe('城东区市场监督管理局')
    expect(await loadBands(test.db, pack)).toEqual(bandsFor(pack.meta.required_precision))
    const row = await train()
    const said = leadSentence(row?.lead, pack)
    expect(said).toContain(
      `${COUNT} 件工单、1 种承办角色，用最新 240 件检验，首选正确 0.0% → 100.0%`,
    )
    tell()
    await expect.poll(() => lead(propose), { timeout: 20_000 }).toBe('城东区八里桥街道')
    // The curve of its own orders comes with it, and so do the bands of the screen.
    expect(await loadBands(test.db, pack)).not.toEqual(bandsFor(pack.meta.required_precision))

    const trained = (await loadActiveModel(test.db, pack)) ?? undefined
    const restarted = await createProposer({ pack, embedder: null, trained })
    expect(await lead(restarted)).toBe('城东区八里桥街道')

    const moved = { ...pack, catalogue: pack.catalogue.slice(1) }
    expect(leadSentence(row?.lead, moved)).toContain('派单目录或单位已变')
    await putModelBack({ database: { db: test.db }, clock, pack }, 'pack', null)
    tell()
    await expect.poll(() => lead(propose), { timeout: 20_000 }).toBe('城东区市场监督管理局')
    expect(await loadBands(test.db, pack)).toEqual(bandsFor(pack.meta.required_precision))
  }, 60_000)
})

const CHUNK = 200

async function insertConfirmed({ db }: TestDatabase, orders: readonly OrderText[]): Promise<void> {
  const by = randomUUID()
  await db
    .insertInto('staff_users')
    .values({
      id: by,
      login: 'desk',
      display_name: '派单员',
      password_hash: '',
      roles: ['dispatcher'],
      created_at: clock.now(),
    })
    .execute()
  await db
    .insertInto('units')
    .values(
      pack.units.map(({ code, name, level }) => ({ code, name, level, updated_at: clock.now() })),
    )
    .execute()
  const made = orders.flatMap(({ text, code, lead }, no) =>
    lead ? [{ id: randomUUID(), text, code, lead, no }] : [],
  )
  for (let from = 0; from < made.length; from += CHUNK) {
    const part = made.slice(from, from + CHUNK)
    await db
      .insertInto('service_requests')
      .values(
        part.map(({ id, text, lead, no }) => ({
          id,
          request_no: `T${no}`,
          query_code_index: Buffer.from(`i${no}`),
          query_code_ct: Buffer.alloc(0),
          channel: 'chat',
          title: '办卡',
          description: text,
          received_at: lead.at,
          registered_at: lead.at,
        })),
      )
      .execute()
    await db
      .insertInto('work_orders')
      .values(
        part.map(({ id, code, lead, no }) => ({
          id: randomUUID(),
          order_no: `G${no}`,
          request_id: id,
          status: 'handling' as const,
          lead_unit: lead.unit,
          dispatched_by: by,
          dispatched_at: lead.at,
          due_at: lead.at,
          service_code: code,
          received_at: lead.at,
          dispatch_due_at: lead.at,
        })),
      )
      .execute()
    await db
      .insertInto('decisions')
      .values(
        part.map(({ id, code, lead, no }) => ({
          id: randomUUID(),
          request_id: id,
          decided_by: by,
          client_action_id: `d${no}`,
          decision: JSON.stringify({
            kind: lead.kind,
            service_code: code,
            district: lead.district,
            subdistrict: lead.subdistrict,
            community: null,
            lead: lead.unit,
            supporting: [],
            copies: [],
            mode: 'direct',
            deadline: '7d',
          }),
          diff: JSON.stringify({ unchanged: false, fields: [] }),
          created_at: lead.at,
        })),
      )
      .execute()
  }
}
