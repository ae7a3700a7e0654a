import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EvalComparison, EvalRunDetail, EvalRunItem } from '../protocol/eval-api.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { endedEvals, keptRun, writeKeptRun } from '../testing/kept-run.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import type { StartEvals } from './run-evals-process.ts'
import { createRunEvaluationJob } from './run-evaluation-job.ts'
import { leaveForServer } from './take-in-runs.ts'

let site: TestApp
let evaluator: ConsoleSession
let dataDir = ''
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'jiesu-eval-runs-'))
  site = await createTestApp({ runJobs: false, env: { DATA_DIR: dataDir } })
  evaluator = await site.staff(['evaluator'])
})
afterAll(() => site?.close())

const metric = (value: number) => ({
  name: 'top1',
  zh: '首选正确',
  unit: 'share' as const,
  lower: false,
  value,
  low: value - 0.05,
  high: value + 0.05,
})
const kept = (run: string, value: number, cases: Record<string, string>) =>
  keptRun(
    {
      run,
      suites: [{ name: 'unit', zh: '承办单位', headline: 'top1', n: 4, metrics: [metric(value)] }],
      gates: [{ name: '不漏', ok: value > 0.6, detail: 'x' }],
    },
    cases,
  )

const ended = (code: number | null) => endedEvals(Promise.resolve(code), '✗ 没有句向量模型')

/** Takes up what waits, as a worker would, with a child that the test plays. */
async function work(runId: string, startEvals: StartEvals): Promise<void> {
  const { database, clock } = site.deps
  const job = createRunEvaluationJob({ database, clock, dataDir, startEvals, lookMs: 5 })
  const outcome = await job.prepare?.({ runId })
  await database.db
    .transaction()
    .execute((trx) => job.apply(trx, { runId }, outcome as Parameters<typeof job.apply>[2]))
}

const start = async () =>
  (await evaluator.post<{ id: string }>('/console/evaluations', { suites: ['unit'] })).id
const list = async () =>
  (await evaluator.get<{ items: EvalRunItem[] }>('/console/evaluations')).items
const detail = (id: string) => evaluator.get<EvalRunDetail>(`/console/evaluations/${id}`)

describe('a run from the console', () => {
  test('is one at a time, is kept with its report, and shows in a sandbox', async () => {
    const id = await start()
    expect(
      await evaluator.call('POST', '/console/evaluations', { suites: ['unit'] }),
    ).toMatchObject({ status: 409, body: { code: 'evals.running' } })
    await work(id, ({ out }) => {
      const written = writeKeptRun(out, kept('one', 0.5, { a: 'R', b: 'R', c: 'W', d: 'W' }))
      return { ...ended(1), exited: written.then(() => 1) }
    })
    const [item] = await list()
    expect(item).toMatchObject({
      id,
      state: 'done',
      gates: { ok: false, total: 1, failed: ['不漏'] },
      headlines: [{ suite: 'unit', n: 4, metric: { value: 0.5 } }],
    })
    const report = await site.app.inject({
      url: `/api/v1/console/evaluations/${id}/report.html`,
      headers: { cookie: evaluator.cookie },
    })
    expect(report.body).toContain('<p>one</p>')
    expect(report.headers['content-security-policy']).toMatch(
      /^sandbox allow-scripts; default-src 'none'/,
    )
    expect(report.headers['x-frame-options']).toBe('SAMEORIGIN')
    const stranger = await site.staff(['dispatcher'])
    expect((await stranger.call('GET', `/console/evaluations/${id}`)).status).toBe(403)
  })

  test('says why it could not run', async () => {
    const id = await start()
    await work(id, () => ended(2))
    expect(await detail(id)).toMatchObject({ state: 'failed', problem: '✗ 没有句向量模型' })
  })

  test('stops when it is asked to: at once where nobody has taken it up, else with its child', async () => {
    const waiting = await start()
    await evaluator.post(`/console/evaluations/${waiting}/cancel`)
    expect(await detail(waiting)).toMatchObject({ state: 'cancelled' })
    expect((await evaluator.call('POST', `/console/evaluations/${waiting}/cancel`)).status).toBe(
      409,
    )
    await work(waiting, () => {
      throw new Error('must not start')
    })

    const id = await start()
    let stop = () => {}
    const exited = new Promise<number | null>((resolve) => {
      stop = () => resolve(2)
    })
    const working = work(id, () => ({ ...ended(2), exited, stop: () => stop() }))
    await expect.poll(async () => (await detail(id)).progress).toMatchObject({ done: 3 })
    await evaluator.post(`/console/evaluations/${id}/cancel`)
    await working
    expect(await detail(id)).toMatchObject({ state: 'cancelled', progress: null })
  })

  test('goes on after a restart of its server', async () => {
    const id = await start()
    await expect(work(id, () => ({ ...ended(2), interrupted: () => true }))).rejects.toThrow()
    expect(await detail(id)).toMatchObject({ state: 'running' })
    await work(id, () => ended(2))
  })
})

test('runs of the command line are taken in once, and two runs stand side by side', async () => {
  const dir = join(dataDir, 'elsewhere')
  await writeKeptRun(dir, kept('two', 0.75, { a: 'R', b: 'W', c: 'R', d: 'R', e: 'R' }))
  for (const taken of [1, 0]) {
    await leaveForServer(dir, { dataDir, run: 'two' })
    expect(await evaluator.post('/console/evaluations/take-in')).toEqual({ taken })
  }
  expect(await readdir(join(dataDir, 'evals', 'waiting'))).toEqual([])
  const items = await list()
  const one = items.find((item) => item.state === 'done' && item.source === 'console')
  const two = items.find((item) => item.source === 'command')
  const compared = await evaluator.get<EvalComparison>(
    `/console/evaluations/${two?.id}/compare?with=${one?.id}`,
  )
  expect(compared).toMatchObject({
    same_data: true,
    suites: [
      {
        name: 'unit',
        both: 4,
        newly_right: ['c', 'd'],
        newly_wrong: ['b'],
        p: 1,
        metrics: [{ name: 'top1', before: { value: 0.5 }, now: { value: 0.75 } }],
      },
    ],
  })
})
