import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { saveModelUse } from './usage-store.ts'
import { sumModelUses } from './usage-view.ts'

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

it('sums up what was asked since a moment, by outcome and version of the prompt', async () => {
  const use = {
    purpose: 'proposal',
    prompt: { name: 'assist-proposal', version: 2 },
    model: 'm',
    outcome: 'ok' as const,
  }
  for (const [ms, day] of [
    [100, 2],
    [300, 3],
    [200, 4],
  ] as const) {
    const usage = { inputTokens: 100, outputTokens: 20, cost: 0.5, ms }
    await saveModelUse(database.db, { ...use, usage, at: new Date(Date.UTC(2026, 3, day)) })
  }
  expect(await sumModelUses(database.db, new Date(Date.UTC(2026, 3, 1)))).toEqual([
    {
      purpose: 'proposal',
      prompt: 'assist-proposal@2',
      model: 'm',
      outcome: 'ok',
      calls: 3,
      inputTokens: 300,
      outputTokens: 60,
      cost: 1.5,
      medianMs: 200,
    },
  ])
})
