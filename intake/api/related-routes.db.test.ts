import { afterAll, beforeAll, expect, test } from 'vitest'
import type { QueueItem } from '../protocol/console-api.ts'
import { relatedRequests } from '../protocol/related-api.ts'
import { actionId, type ConsoleSession } from '../testing/console-session.ts'
import { fileRequest } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let site: TestApp
let desk: ConsoleSession
beforeAll(async () => {
  site = await createTestApp()
  desk = await site.staff(['dispatcher'])
})
afterAll(() => site?.close())

async function file(text: string) {
  const { chat, receipt } = await fileRequest(site.chatUrl, text)
  const row = await site.database.db
    .selectFrom('service_requests')
    .select('id')
    .where('request_no', '=', receipt.request_no)
    .executeTakeFirstOrThrow()
  return { chat, receipt, id: row.id }
}

async function related(id: string) {
  const { status, body } = await desk.call('GET', `/review/requests/${id}/related`)
  expect(status).toBe(200)
  return relatedRequests.parse(body)
}

async function act(id: string, other: string, action: string, version: number | null) {
  return await desk.call('POST', `/review/requests/${id}/related/${other}`, {
    kind: 'same_event',
    action,
    clientActionId: actionId(),
    version,
  })
}

async function duplicates() {
  const { items } = await desk.get<{ items: QueueItem[] }>('/console/queue')
  return items.map((item) => item.duplicates)
}

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await read()
    if (holds(value) || tries > 100) return value
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('one event reported twice: proposed, merged, told to its citizen, taken back', async () => {
  const main = await file('一街道2号楼电梯坏了三天，没人修')
  const second = await file('一街道2号楼电梯又坏了，老人下不了楼')
  const found = await until(
    () => related(second.id),
    (r) => r.sameEvent.length > 0,
  )
  const [link] = found.sameEvent
  expect(link).toMatchObject({ requestId: main.id, linkState: 'proposed', version: 1 })
  expect(link?.reasons.join()).toContain('甲区一街道')
  // Both say so where they wait: one key must not send the second order.
  expect(await duplicates()).toEqual([1, 1])

  expect((await act(second.id, main.id, 'merge', 9)).body).toMatchObject({ code: 'order.changed' })
  const merged = await act(second.id, main.id, 'merge', 1)
  expect(merged.body).toEqual({ linkState: 'confirmed', version: 2 })
  expect((await related(second.id)).sameEvent[0]).toMatchObject({ merged: 'into' })
  expect((await related(main.id)).sameEvent[0]).toMatchObject({ merged: 'from', status: 'merged' })
  const reject = await act(second.id, main.id, 'reject', 2)
  expect(reject.body).toMatchObject({ code: 'related.merged' })

  const order = await site.database.db
    .selectFrom('order_events as e')
    .innerJoin('work_orders as o', 'o.id', 'e.order_id')
    .select(['e.type', 'e.actor_kind', 'e.public'])
    .where('o.request_id', '=', second.id)
    .where('e.type', '=', 'merged')
    .execute()
  expect(order).toEqual([{ type: 'merged', actor_kind: 'staff', public: true }])

  const apart = await act(second.id, main.id, 'unmerge', 2)
  expect(apart.body).toMatchObject({ linkState: 'confirmed', version: 3 })
  expect(await duplicates()).toEqual([0, 0])
  expect((await act(second.id, main.id, 'unlink', 3)).body).toMatchObject({ linkState: 'unlinked' })
  expect((await related(second.id)).sameEvent[0]).toMatchObject({
    status: 'awaiting_dispatch',
    merged: null,
  })
  main.chat.close()
  second.chat.close()
})

test('a link by hand is made and taken back; nothing is linked with itself', async () => {
  const one = await file('一街道路灯不亮')
  const other = await file('二街道公司拖欠工资')
  const made = await act(one.id, other.id, 'link', null)
  expect(made.body).toEqual({ linkState: 'confirmed', version: 1 })
  expect((await act(one.id, one.id, 'link', null)).status).toBe(404)
  expect((await act(one.id, other.id, 'reject', 1)).body).toMatchObject({ linkState: 'rejected' })
  one.chat.close()
  other.chat.close()
})
