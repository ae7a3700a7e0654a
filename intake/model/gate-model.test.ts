import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StartEvals } from '../eval-runs/run-evals-process.ts'
import { endedEvals, keptRun, writeKeptRun } from '../testing/kept-run.ts'
import { createModelGate } from './gate-model.ts'
import { measuredTexts } from './measured-texts.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jiesu-own-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const writeRun = (out: string, ok: boolean) =>
  writeKeptRun(
    out,
    keptRun({
      gates: [{ name: '各项不低于基线', ok, detail: 'unit 首选正确：0.61 低于 0.74' }],
    }),
  )

type Asked = Parameters<StartEvals>[0]

/** Children that the test plays: each ends with the next code, after its report. */
function play(codes: readonly number[]) {
  const asked: Asked[] = []
  const startEvals: StartEvals = (options) => {
    const code = codes[asked.length] ?? 2
    asked.push(options)
    return endedEvals(
      writeRun(options.out, code === 0).then(() => code),
      '✗ 没有读到例子',
    )
  }
  return { asked, startEvals }
}

const models = { candidate: '/tmp/new.bin', serving: '/tmp/old.bin' }
const quiet = () => {}

describe('the gate of a retraining', () => {
  it('measures with the program’s suites and their baseline', async () => {
    const { asked, startEvals } = play([0])
    const gate = createModelGate({ evalData: null, evalGates: null, startEvals })
    expect(await gate.judge(models, quiet)).toMatchObject({ ok: true })
    expect(asked.map(({ flags }) => flags)).toEqual([['--gate', 'evals/gates.yaml']])
    expect(asked[0]?.env).toEqual({ CLASS_MODEL: models.candidate })
    expect((await gate.measured()).size).toBe(0)
  })

  it('measures a city’s own cases with the serving model first, and refuses a worse one by its figure', async () => {
    const { asked, startEvals } = play([0, 1])
    const gate = createModelGate({ evalData: '/own', evalGates: '/own/gates.yaml', startEvals })
    const verdict = await gate.judge(models, quiet)
    expect(verdict).toEqual({ ok: false, verdict: '各项不低于基线：unit 首选正确：0.61 低于 0.74' })
    const [before, after] = asked
    expect(before?.env).toEqual({ CLASS_MODEL: models.serving })
    expect(after?.env).toEqual({ CLASS_MODEL: models.candidate })
    const baseline = before?.flags?.at(-1) ?? ''
    expect(before?.flags).toEqual(['--data', '/own', '--write-baseline', baseline])
    expect(after?.flags).toEqual([
      '--data',
      '/own',
      '--gate',
      '/own/gates.yaml',
      '--baseline',
      baseline,
    ])
  })

  it('takes the pack’s own model for the one that serves where no other does', async () => {
    const { asked, startEvals } = play([0, 0])
    const gate = createModelGate({ evalData: '/own', evalGates: null, startEvals })
    expect(await gate.judge({ ...models, serving: null }, quiet)).toMatchObject({ ok: true })
    expect(asked[0]?.env).toEqual({ CLASS_MODEL: '' })
  })

  it('refuses with the reason where it could not measure', async () => {
    const { asked, startEvals } = play([2])
    const gate = createModelGate({ evalData: '/own', evalGates: null, startEvals })
    expect(await gate.judge(models, quiet)).toEqual({ ok: false, verdict: '✗ 没有读到例子' })
    expect(asked).toHaveLength(1)
  })
})

describe('texts that measure', () => {
  it('are those of all cases in a folder, redacted; other lines are left aside', async () => {
    const lines = [
      '{"id":"a","text":"电梯坏了，电话13800138000"}',
      'not a case',
      '{"id":"b","query":"x"}',
      '',
    ]
    await writeFile(join(dir, 'requests.jsonl'), lines.join('\n'))
    const texts = await measuredTexts(dir)
    expect(texts.size).toBe(1)
    expect([...texts][0]).toMatch(/^电梯坏了/)
    expect([...texts][0]).not.toContain('13800138000')
    expect(await measuredTexts(join(dir, 'requests.jsonl'))).toEqual(texts)
    await expect(measuredTexts(join(dir, 'none'))).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining('没有这个文件或文件夹'),
    })
  })
})
