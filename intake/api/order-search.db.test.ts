import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrderDetail, OrderItem } from '../protocol/console-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { dispatchRequest, fileRequest } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let site: TestApp
let desk: ConsoleSession
beforeAll(async () => {
  site = await createTestApp()
  desk = await site.staff(['dispatcher'])
})
afterAll(() => site?.close())

async function file(text: string): Promise<string> {
  const { chat, receipt } = await fileRequest(site.chatUrl, text)
  chat.close()
  return receipt.request_no
}
interface Page {
  items: OrderItem[]
  next_cursor: string | null
}
const search = async (session: ConsoleSession, words: string, more = '') =>
  session.get<Page>(`/console/orders?search=${encodeURIComponent(words)}${more}`)
const numbers = async (session: ConsoleSession, words: string) =>
  (await search(session, words)).items.map((item) => item.request_no)

test('an order is found by its numbers, words, place and unit, also before it is dispatched', async () => {
  const sent = await file('一街道2号楼电梯坏了三天')
  const { sent: order } = await dispatchRequest(desk, sent)
  const waiting = await file('二街道100%的路灯坏了')

  expect(await numbers(desk, sent)).toEqual([sent])
  expect(await numbers(desk, '三天 一街道')).toEqual([sent])
  expect(await numbers(desk, '三天 二街道')).toEqual([])
  expect(await numbers(desk, '100%')).toEqual([waiting])
  expect(await numbers(desk, '坏了')).toEqual([waiting, sent])
  const first = await search(desk, '坏了', '&limit=1')
  expect(first.items.map((item) => item.request_no)).toEqual([waiting])
  const rest = await search(desk, '坏了', `&limit=1&cursor=${first.next_cursor}`)
  expect(rest.items.map((item) => item.request_no)).toEqual([sent])
  expect(rest.next_cursor).toBeNull()
  // Without words the list is of what has been dispatched.
  const all = await desk.get<Page>('/console/orders')
  expect(all.items.map((item) => item.request_no)).toEqual([sent])
  const detail = await desk.get<OrderDetail>(`/console/orders/${order.order_id}`)
  expect(detail.request_no).toBe(sent)
})

test('a unit finds its own orders and nothing that waits', async () => {
  const sent = await file('一街道3号楼漏水')
  await dispatchRequest(desk, sent)
  await file('一街道4号楼漏水')
  const unit = await site.staff(['unit'], '甲区一街道')
  const stranger = await site.staff(['unit'], '甲区二街道')
  expect(await numbers(unit, '漏水')).toEqual([sent])
  expect(await numbers(stranger, '漏水')).toEqual([])
})
