import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manualClock } from '../../db/kernel/clock.ts'
import { newId } from '../../db/kernel/ids.ts'
import { createSecrets } from '../../db/kernel/secrets.ts'
import { diffPacks } from '../../db/packs/diff-packs.ts'
import { hashPack } from '../../db/packs/hash-pack.ts'
import { importPack } from '../../db/packs/import-pack.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { loadPack, loadPackVersion } from '../../db/packs/pack-view.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { freezeCatalogue } from '../../dispatch/catalogue/freeze-catalogue.ts'
import { registerRequest } from '../../dispatch/order/register-request.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import { type DispatchDecision, proposedDecision } from '../../dispatch/review/decision.ts'
import { dispatchOrder } from '../../dispatch/review/dispatch-order.ts'
import { catalogueLine, serviceClass, smallPack, unit } from '../../dispatch/testing/small-pack.ts'
import { createStaffUser } from '../staff/create-staff-user.ts'
import { renderDiff } from './render-diff.ts'
import { renderReplay } from './render-replay.ts'
import { replayReport } from './replay-command.ts'

const sayings: Record<string, string[]> = {
  '010101': ['小广告贴满了电线杆', '墙上全是小广告', '楼门口被人贴了小广告', '单元门上都是小广告'],
  '010201': ['路灯坏了一片黑', '门口路灯不亮', '路灯晚上不亮了', '这条路的路灯灭了好几天'],
  '010301': ['公园的座椅坏了', '公园健身器材坏了', '公园里椅子断了', '公园的长椅没人修'],
}

function city(version: string, lines: Pack['catalogue']): Pack {
  const { content_hash: _, ...tables } = smallPack({
    units: [
      unit({ code: '11', name: '城东区', level: 'district', district_code: '11' }),
      unit({
        code: '1101',
        name: '城东区望湖街道',
        level: 'subdistrict',
        parent_code: '11',
        district_code: '11',
      }),
      unit({ code: 'lamps', name: '市路灯中心', level: 'city' }),
      unit({ code: 'parks', name: '市园林局', level: 'city' }),
      unit({ code: 'walls', name: '市城管局', level: 'city' }),
    ],
    taxonomy: [
      serviceClass({ code: '01', name: '市容', usual_kind: 'complaint' }),
      serviceClass({ code: '0101', name: '小广告' }),
      serviceClass({ code: '010101', name: '张贴小广告', keywords: ['小广告'] }),
      serviceClass({ code: '0102', name: '照明' }),
      serviceClass({ code: '010201', name: '路灯不亮', keywords: ['路灯'] }),
      serviceClass({ code: '0103', name: '公园' }),
      serviceClass({ code: '010301', name: '公园设施', keywords: ['公园'] }),
    ],
    examples: Object.entries(sayings).flatMap(([service_code, texts]) =>
      texts.map((text) => ({ service_code, text })),
    ),
    catalogue: lines,
  })
  const named = { ...tables, meta: { ...tables.meta, version } }
  return { ...named, content_hash: hashPack(named) }
}

const lines = [
  catalogueLine({ line: '1', service_code: '01', lead: '@subdistrict' }),
  catalogueLine({ line: '2', service_code: '0102', lead: 'unit:市路灯中心' }),
  catalogueLine({ line: '3', service_code: '0103', lead: 'unit:市园林局' }),
]
const before = city('2026.1', lines)
/** From December the walls are the city bureau's, and the parks the street's; the lamps stay. */
const after = city('2026.2', [
  ...lines.slice(0, 2),
  catalogueLine({ line: '3', service_code: '0103', lead: '@subdistrict' }),
  catalogueLine({
    line: '4',
    service_code: '0101',
    lead: 'unit:市城管局',
    valid_from: '2026-12-01',
  }),
])

const texts = [
  '望湖街道电线杆上贴满了小广告，没人管',
  '望湖街道楼门口墙上全是小广告，撕了又贴',
  '望湖街道湖边的路灯不亮，晚上一片黑',
  '望湖街道公园里的长椅坏了没人修',
]

describe('a changed catalogue', () => {
  const clock = manualClock(new Date('2026-11-20T02:00:00Z'))
  let database: TestDatabase
  let first: string
  const orders: { id: string; proposal: Proposal }[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    first = (await importPack(database, before, { now: clock.now(), by: 'test' })).versionId
    const id = await createStaffUser(
      { database, clock },
      {
        login: 'dispatcher',
        displayName: '派单员',
        password: 'correct horse battery',
        roles: ['dispatcher', 'reviewer'],
      },
    )
    const propose = await createProposer({ pack: before, embedder: null })
    await propose.ready
    for (const text of texts) {
      clock.advance(60_000)
      const proposal = await propose({ channel: 'web', text, at: clock.now() })
      orders.push({ id: await fileAndConfirm(text, proposal, id), proposal })
    }
  })
  afterAll(() => database?.destroy())

  /** What a citizen and a dispatcher do: the request with its proposal, then the proposal confirmed as it is. */
  async function fileAndConfirm(text: string, proposal: Proposal, staffId: string) {
    const now = clock.now()
    const filed = await database.db.transaction().execute(async (trx) => {
      const registered = await registerRequest(trx, createSecrets(Buffer.alloc(32, 7)), {
        draftId: null,
        conversationId: null,
        requesterId: null,
        channel: 'web',
        confidential: false,
        title: text.slice(0, 10),
        description: text,
        elements: {},
        proposal,
        packVersionId: first,
        receivedAt: now,
        now,
        timezone: 'Asia/Shanghai',
      })
      const proposalId = newId()
      await trx
        .insertInto('proposals')
        .values({
          id: proposalId,
          request_id: registered.requestId,
          pack_version_id: first,
          model_version: 'test',
          index_version: '',
          body: proposal,
          ms: 1,
          created_at: now,
        })
        .execute()
      return { ...registered, proposalId }
    })
    await dispatchOrder(
      { database, clock, pack: before, packVersionId: first, undoSeconds: 0 },
      {
        kind: 'staff',
        id: staffId,
        name: '派单员',
        roles: ['dispatcher', 'reviewer'],
        unitCode: null,
      },
      {
        requestId: filed.requestId,
        clientActionId: newId(),
        orderVersion: 1,
        proposalId: filed.proposalId,
        decision: proposedDecision(proposal) as DispatchDecision,
        reasonCode: null,
        note: '',
      },
    )
    return filed.orderId
  }

  const replayOn = (on: string) =>
    replayReport(database.db, {
      since: new Date('2026-11-01T00:00:00Z'),
      from: '2026-11-01',
      before: freezeCatalogue(before, '2026-11-20'),
      after: freezeCatalogue(after, on),
      on,
      embedder: null,
      progress: () => {},
    })

  it('shows what is different between the two packs', () => {
    const text = renderDiff(diffPacks(before, after)).join('\n')
    expect(text).toContain('派单目录 catalogue：新增 1，删除 0，修改 1')
    expect(text).toContain('  + 4')
    expect(text).toContain('lead：unit:市园林局 → @subdistrict')
    expect(text).toContain('version：2026.1 → 2026.2')
  })

  it('says who would receive more or less, and which requests move by which line', async () => {
    const report = await replayOn('2026-12-01')
    expect(report.units).toEqual([
      { unit: '城东区望湖街道', actual: 2, before: 2, after: 1, gained: 1, lost: 2 },
      { unit: '市城管局', actual: 0, before: 0, after: 2, gained: 2, lost: 0 },
      { unit: '市园林局', actual: 1, before: 1, after: 0, gained: 0, lost: 1 },
      { unit: '市路灯中心', actual: 1, before: 1, after: 1, gained: 0, lost: 0 },
    ])
    expect(report.moved.map((r) => `${r.before.line} → ${r.after.line} ${r.after.unit}`)).toEqual([
      '1 → 4 市城管局',
      '1 → 4 市城管局',
      '3 → 3 城东区望湖街道',
    ])
    const text = renderReplay(report).join('\n')
    expect(text).toMatch(/城东区望湖街道 +2 +2 +1 +-1 +1 +2/)
    expect(text).toContain('3 件（75%）换主办单位，涉及 3 个单位')
  })

  it('looks at the new catalogue on the date that is asked for', async () => {
    const report = await replayOn('2026-11-30')
    expect(report.moved.map((r) => r.after.unit)).toEqual(['城东区望湖街道'])
    expect(report.lines_left_out).toBe(1)
    expect(renderReplay(report).join('\n')).toContain('有 1 行在 2026-11-30 不在有效期')
  })

  it('comes into force on its day, keeps the first version as it was, and orders keep theirs', async () => {
    clock.set(new Date('2026-11-21T02:00:00Z'))
    const effective = new Date('2026-11-30T16:00:00Z')
    const wish = { now: clock.now(), by: 'test', effective }
    const second = await importPack(database, after, wish)
    expect(second.changed).toBe(true)
    expect(await importPack(database, after, wish)).toEqual({ ...second, changed: false })
    const inForce = async (at: string) => (await loadPack(database.db, new Date(at))).versionId
    expect(await inForce('2026-11-30T15:59:59Z')).toBe(first)
    expect(await inForce('2026-11-30T16:00:00Z')).toBe(second.versionId)
    expect((await loadPackVersion(database.db, first)).pack).toEqual(before)
    const rows = await database.db
      .selectFrom('work_orders')
      .select(['id', 'status', 'pack_version_id', 'catalogue_line'])
      .orderBy('received_at')
      .execute()
    expect(rows.map((row) => row.pack_version_id)).toEqual(orders.map(() => first))
    expect(rows.map((row) => row.catalogue_line)).toEqual(['1', '1', '2', '3'])
    const versions = await database.db.selectFrom('pack_versions').select('id').execute()
    expect(versions).toHaveLength(2)
  })
})
