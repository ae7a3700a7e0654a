import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appendOrderEvent } from '../../db/events/append-order-event.ts'
import { createSecrets } from '../../db/kernel/secrets.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createAnnounceJob } from './announce-event.ts'
import { registerRequest } from './register-request.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.destroy())

it('tells events in their order, once, even when the later job comes first', async () => {
  const { db } = database
  const now = new Date('2026-03-02T09:00:00Z')
  const told: string[] = []
  const job = createAnnounceJob({
    tellCitizen: async (_trx, { type, seq }) => {
      told.push(`${seq} ${type}`)
    },
    publish: () => {},
  })
  const run = (orderId: string, seq: number) =>
    db.transaction().execute((trx) => job.apply(trx, { order_id: orderId, seq }, undefined))
  const order = await db.transaction().execute((trx) =>
    registerRequest(trx, createSecrets(randomBytes(32)), {
      draftId: null,
      conversationId: null,
      requesterId: null,
      channel: 'web_chat',
      confidential: false,
      title: '电梯坏了',
      description: '2号楼电梯坏了',
      elements: {},
      proposal: null,
      packVersionId: null,
      receivedAt: now,
      now,
      timezone: 'Asia/Shanghai',
    }),
  )
  const append = (type: string) =>
    db.transaction().execute((trx) =>
      appendOrderEvent(trx, {
        orderId: order.orderId,
        type,
        at: now,
        actorKind: 'system',
        public: true,
        payload: {},
      }),
    )
  await append('acknowledged')
  await append('replied')
  await run(order.orderId, 3)
  await run(order.orderId, 2)
  await run(order.orderId, 1)
  await run(order.orderId, 3)
  expect(told).toEqual(['1 request_registered', '2 acknowledged', '3 replied'])
})
