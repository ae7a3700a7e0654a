import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { saveModelUse } from './usage-store.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.destroy())

it('keeps what a call was for and what it cost', async () => {
  await saveModelUse(database.db, {
    purpose: 'answer',
    prompt: { name: 'grounded-answer', version: 1 },
    model: 'm',
    outcome: 'timeout',
    usage: { inputTokens: 0, outputTokens: 0, cost: null, ms: 1500.4 },
    at: new Date('2026-03-01T00:00:00Z'),
  })
  const rows = await database.db.selectFrom('model_usage').selectAll().execute()
  expect(rows).toMatchObject([{ purpose: 'answer', outcome: 'timeout', ms: 1500, cost: null }])
})
