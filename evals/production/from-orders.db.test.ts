import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listConfirmed } from '../../dispatch/review/confirmed-view.ts'
import type { QueueItem, RequestDetail } from '../../intake/protocol/console-api.ts'
import { actionId, type ConsoleSession } from '../../intake/testing/console-session.ts'
import {
  acceptProposal,
  dispatchRequest,
  eventually,
  fileRequest,
} from '../../intake/testing/play-thread.ts'
import { createTestApp, type TestApp } from '../../intake/testing/test-app.ts'
import { loadDataset } from '../run/load-dataset.ts'
import { measureDrift } from './drift.ts'
import { toLabelledCase } from './labelled-set.ts'

let site: TestApp
let desk: ConsoleSession
beforeAll(async () => {
  site = await createTestApp()
  desk = await site.staff(['dispatcher'])
})
afterAll(() => site?.close())

const ever = { from: new Date(0), to: new Date('2999-01-01') }
const confirmed = () => listConfirmed(site.database.db, ever)

/** The dispatcher sends it to the other street instead of the proposed one, with a reason. */
async function dispatchElsewhere(requestNo: string): Promise<void> {
  const { items } = await desk.get<{ items: QueueItem[] }>('/console/queue')
  const id = items.find((item) => item.request_no === requestNo)?.request_id
  await desk.post(`/console/requests/${id}/claim`)
  const detail = await desk.get<RequestDetail>(`/console/requests/${id}`)
  await desk.post(`/console/requests/${id}/dispatch`, {
    client_action_id: actionId(),
    order_version: detail.order_version,
    proposal_id: detail.proposal_id,
    decision: {
      ...acceptProposal(detail),
      lead: '990101002',
      subdistrict: '甲区二街道',
    },
    reason_code: 'wrong_unit',
    note: '实际在二街道',
  })
  // A confirmed order can be called back for some seconds.
  await eventually(async () => {
    const { status } = await desk.get<RequestDetail>(`/console/requests/${id}`)
    return status === 'awaiting_dispatch' ? null : status
  }, 60_000)
}

test('confirmed decisions become a redacted set that can be run, and drift counts what was changed', async () => {
  const kept = await fileRequest(site.chatUrl, '一街道2号楼电梯坏了三天，物业不管')
  await dispatchRequest(desk, kept.receipt.request_no)
  const changed = await fileRequest(
    site.chatUrl,
    '一街道5号楼楼道灯不亮，我叫王小明，电话13800001234，住3单元501室',
  )
  await dispatchElsewhere(changed.receipt.request_no)
  // The chat took the first answer that came: this citizen does not mind being named to the unit.
  await site.database.db.updateTable('service_requests').set({ confidential: false }).execute()

  const [first, second, ...more] = await confirmed()
  expect(more).toEqual([])
  expect(first?.proposed).toMatchObject({ lead: '甲区一街道', unchanged: true })
  expect(second?.proposed).toMatchObject({ lead: '甲区一街道', unchanged: false })
  const cases = [first, second].flatMap((c) => (c ? [toLabelledCase(c, 'Asia/Shanghai')] : []))
  expect(cases[0]).toMatchObject({
    gold: { lead: ['甲区一街道'], mode: ['direct_and_district'] },
    slices: { decision: '照建议派出' },
  })
  // The gold is the person's decision, not the proposal.
  expect(cases[1]).toMatchObject({
    gold: { lead: ['甲区二街道'] },
    slices: { decision: '人工改过' },
  })
  const text = JSON.stringify(cases)
  for (const name of ['王', '1234', '501']) expect(text).not.toContain(name)

  const file = join(await mkdtemp(join(tmpdir(), 'jiesu-week-')), 'week.jsonl')
  await writeFile(file, cases.map((c) => `${JSON.stringify(c)}\n`).join(''))
  const wish = { data: file, suites: ['unit', 'place'], split: 'all' as const, ids: [] }
  expect(await loadDataset(wish)).toMatchObject({
    requests: [{ gold: { lead: ['甲区一街道'] } }, { gold: { lead: ['甲区二街道'] } }],
    warnings: [],
  })

  const drift = measureDrift([], await confirmed())
  expect(drift.now).toMatchObject({ n: 2, overridden: 0.5 })
  expect(drift.units.map((row) => [row.label, row.now])).toEqual([
    ['甲区一街道', 0.5],
    ['甲区二街道', 0.5],
  ])
}, 90_000)

test('what was filed in confidence, and what lies outside the span, is in no set', async () => {
  expect(await listConfirmed(site.database.db, { from: new Date(0), to: new Date(1) })).toEqual([])
  await site.database.db.updateTable('service_requests').set({ confidential: true }).execute()
  expect(await confirmed()).toEqual([])
})
