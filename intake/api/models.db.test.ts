import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClassModel } from '../../dispatch/classifier/class-model-file.ts'
import { followModel } from '../../dispatch/model/follow-model.ts'
import { createRetrainModelJob, type ModelGate } from '../../dispatch/model/retrain-model-job.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import type { ModelItem } from '../protocol/model-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let site: TestApp
let evaluator: ConsoleSession
let dataDir: string
beforeAll(async () => {
  site = await createTestApp({ runJobs: false })
  evaluator = await site.staff(['evaluator'])
  dataDir = await mkdtemp(join(tmpdir(), 'jiesu-models-'))
})
afterAll(async () => {
  await site?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const list = async () => (await evaluator.get<{ items: ModelItem[] }>('/console/models')).items
const train = async () => (await evaluator.post<{ id: string }>('/console/models')).id

/** Takes up what waits, as a worker would, with gates that the test plays. */
async function work(modelId: string, judge: ModelGate['judge']): Promise<ModelItem | undefined> {
  const gate = { judge, measured: async () => new Set<string>() }
  const job = createRetrainModelJob({ ...site.deps, dataDir, gate })
  const outcome = (await job.prepare?.({ modelId })) ?? null
  await site.database.db.transaction().execute((trx) => job.apply(trx, { modelId }, outcome))
  job.committed?.({ modelId }, outcome)
  return (await list()).find(({ id }) => id === modelId)
}

test('a version is trained, measured, refused with its reason or taken up, and put back without a restart', async () => {
  const used: (string | null)[] = []
  const proposer = await createProposer({ pack: site.deps.pack, embedder: null })
  const unfollow = followModel({
    ...site.deps,
    serving: null,
    use: async (model: ClassModel | null) => {
      used.push(model?.version ?? null)
      await proposer.use(model)
    },
  })
  const id = await train()
  expect(await evaluator.call('POST', '/console/models', {})).toMatchObject({
    status: 409,
    body: { code: 'model.training' },
  })
  let seen: ModelItem | undefined
  const refused = await work(id, async (_file, onProgress) => {
    onProgress('评测 单位 3/9')
    await expect.poll(async () => (await list())[0]?.verdict).toEqual(['评测 单位 3/9'])
    seen = (await list())[0]
    return { ok: false, verdict: '事项不低于基线：0.70 低于 0.79；单位不低于基线：0.5' }
  })
  expect(seen).toMatchObject({ state: 'queued', started_by: expect.any(String) })
  expect(refused).toMatchObject({ state: 'refused', active: false, may_serve: false })
  expect(refused?.verdict).toHaveLength(2)
  const version = refused?.version ?? ''
  expect(await evaluator.call('POST', '/console/models/use', { version })).toMatchObject({
    status: 409,
    body: { code: 'model.refused' },
  })

  const passed = await work(await train(), async () => ({ ok: true, verdict: '全部通过' }))
  expect(passed).toMatchObject({ state: 'ready', active: true, may_serve: true })
  expect(passed).toMatchObject({ activation: 'gates', activated_by: null })
  await expect.poll(() => used).toEqual([passed?.version])
  expect(await evaluator.post('/console/models/use', { version: 'pack' })).toEqual({
    version: 'pack',
  })
  await expect.poll(() => used).toEqual([passed?.version, null])
  await evaluator.post('/console/models/use', { version: passed?.version })
  await expect.poll(() => used).toEqual([passed?.version, null, passed?.version])
  expect((await list())[0]).toMatchObject({ activation: 'hand', activated_by: expect.any(String) })
  const proposal = await proposer({ channel: 'web', text: '电梯坏了', at: new Date() })
  expect(proposal.versions.model).toBe(passed?.version)
  await unfollow()
}, 30_000)
