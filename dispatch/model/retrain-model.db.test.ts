import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../db/client.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { trainClassModel } from '../classifier/class-model.ts'
import { smallCity } from '../testing/small-city.ts'
import { listModels, loadActiveModel } from './model-view.ts'
import { putModelBack, startTraining } from './put-model-back.ts'
import { createRetrainModelJob, type GateVerdict, type JudgedModels } from './retrain-model-job.ts'

const pack = smallCity()
const clock = { now: () => new Date('2026-06-01T08:00:00Z') }

describe('versions of the classifier', () => {
  let test: TestDatabase
  let database: Pick<Database, 'db'>
  let dataDir: string
  beforeAll(async () => {
    test = await createTestDatabase()
    database = { db: test.db }
    dataDir = await mkdtemp(join(tmpdir(), 'jiesu-model-'))
  })
  afterAll(() => test.destroy())

  const train = async (verdict: GateVerdict) => {
    const gated: JudgedModels[] = []
    const job = createRetrainModelJob({
      database,
      clock,
      pack,
      packVersionId: null,
      dataDir,
      gate: {
        judge: async (models) => {
          gated.push(models)
          return verdict
        },
        measured: async () => new Set(),
      },
    })
    const { modelId } = await startTraining({ database, clock }, null)
    const outcome = (await job.prepare?.({ modelId })) ?? null
    await database.db.transaction().execute((trx) => job.apply(trx, { modelId }, outcome))
    expect(gated).toHaveLength(1)
    return (await listModels(database.db)).find(({ id }) => id === modelId)
  }

  it('refuses a worse model and says why; the pack’s own goes on serving', async () => {
    const row = await train({ ok: false, verdict: '分类不低于基线：0.70 低于 0.79' })
    expect(row).toMatchObject({ state: 'refused', active: false })
    expect(row?.verdict).toContain('0.70')
    expect(await loadActiveModel(database.db, pack)).toBeNull()
    await expect(
      putModelBack({ database, clock, pack }, row?.version ?? '', null),
    ).rejects.toMatchObject({ code: 'model.refused' })
  }, 30_000)

  it('activates one that passes, loads it whole, and puts the pack’s own back', async () => {
    const row = await train({ ok: true, verdict: '全部通过' })
    expect(row).toMatchObject({ state: 'ready', active: true })
    const active = await loadActiveModel(database.db, pack)
    expect(active?.version).toBe(trainClassModel(pack).version)
    const smaller = { ...pack, taxonomy: pack.taxonomy.slice(1) }
    expect(await loadActiveModel(database.db, smaller)).toBeNull()
    await putModelBack({ database, clock, pack }, 'pack', null)
    expect(await loadActiveModel(database.db, pack)).toBeNull()
    expect(await putModelBack({ database, clock, pack }, row?.version ?? '', null)).toBe(
      row?.version,
    )
    await expect(putModelBack({ database, clock, pack }, 'none', null)).rejects.toMatchObject({
      code: 'model.unknown',
    })
  }, 30_000)

  it('trains one at a time', async () => {
    await startTraining({ database, clock }, null)
    await expect(startTraining({ database, clock }, null)).rejects.toMatchObject({
      code: 'model.training',
    })
  })
})
