import { afterAll, beforeAll, expect, test } from 'vitest'
import { listConfirmed } from '../../dispatch/review/confirmed-view.ts'
import { dispatchRequest, fileRequest } from '../../intake/testing/play-thread.ts'
import { createTestApp, type TestApp } from '../../intake/testing/test-app.ts'
import { toLabelledCase } from './labelled-set.ts'

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site?.close())

const ever = { from: new Date(0), to: new Date('2999-01-01') }

test('confirmed decisions of a span become cases; what was filed in confidence does not', async () => {
  const desk = await site.staff(['dispatcher'])
  const { receipt } = await fileRequest(site.chatUrl, '一街道2号楼电梯坏了三天，物业不管')
  await dispatchRequest(desk, receipt.request_no)
  const [confirmed, ...more] = await listConfirmed(site.database.db, ever)
  expect(more).toEqual([])
  expect(confirmed?.proposed).toMatchObject({ lead: '甲区一街道', unchanged: true })
  expect(confirmed && toLabelledCase(confirmed)).toMatchObject({
    gold: { lead: ['甲区一街道'], mode: ['direct_and_district'] },
    slices: { decision: '照建议派出' },
  })
  await site.database.db.updateTable('service_requests').set({ confidential: true }).execute()
  expect(await listConfirmed(site.database.db, ever)).toEqual([])
  expect(await listConfirmed(site.database.db, { from: new Date(0), to: new Date(1) })).toEqual([])
})
