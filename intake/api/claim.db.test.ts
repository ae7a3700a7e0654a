import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConsoleSession } from '../testing/console-session.ts'
import { fileRequest, findInQueue } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let site: TestApp
let desk: ConsoleSession
let other: ConsoleSession
let now = new Date('2026-03-02T02:00:00Z')
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
const told: unknown[] = []

beforeAll(async () => {
  site = await createTestApp({ clock: { now: () => now } })
  desk = await site.staff(['dispatcher'])
  other = await site.staff(['dispatcher'])
  site.deps.pubsub.subscribe('console', (message) => told.push(message))
})
afterAll(() => site?.close())

test('a claim keeps others out while its heart beats, and only what changes is told to the screens', async () => {
  const { chat, receipt } = await fileRequest(site.chatUrl, '一街道2号楼电梯坏了三天')
  chat.close()
  const { request_id } = await findInQueue(desk, receipt.request_no)
  // What jobs have to tell about the request would be counted too.
  await site.deps.runner.stop()
  const path = `/console/requests/${request_id}/claim`
  const change = { type: 'request-changed', request_id }
  const changes = () => told.filter((one) => JSON.stringify(one) === JSON.stringify(change)).length
  const before = changes()

  await desk.post(path)
  expect(changes()).toBe(before + 1)
  expect((await other.call('POST', path)).status).toBe(409)
  for (const _ of [1, 2, 3]) {
    later(20)
    await desk.post(path)
  }
  expect(changes()).toBe(before + 1)
  expect((await other.call('POST', path)).status).toBe(409)
  expect((await findInQueue(other, receipt.request_no)).claimed_by).not.toBeNull()

  // The screen was closed without a word: a minute after the last beat the claim is free.
  later(61)
  await other.post(path)
  expect(changes()).toBe(before + 2)
  expect((await desk.call('POST', path)).status).toBe(409)
  const nobody = '/console/requests/00000000-0000-7000-8000-000000000000/claim'
  expect((await desk.call('POST', nobody)).status).toBe(404)
})
