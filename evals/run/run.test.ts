import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { caseResult } from '../report/report-format.ts'
import { fusionOf } from './ablation.ts'
import { answerCases } from './answer-cases.ts'
import { hashCode, hashFiles } from './fingerprint.ts'
import { hideHoldout } from './hide-holdout.ts'
import { keepVectors } from './kept-vectors.ts'
import { labelAgreement } from './label-agreement.ts'
import { loadDataset } from './load-dataset.ts'
import { createProgress } from './progress.ts'
import { newRunId, openRunFolder, readRunArguments } from './run-folder.ts'

const folderIn = (dir: string, settings: unknown = { seed: 1 }) =>
  openRunFolder({
    dir,
    id: 'r',
    command: 'c',
    args: ['unit', '--seed', '1'],
    settings,
    now: new Date(0),
  })
const temporary = () => mkdtemp(join(tmpdir(), 'jiesu-run-'))
const never = { wanted: false, release: () => {} }

describe('a run folder', () => {
  it('takes up an unfinished run of the same settings, without the line that was cut off', async () => {
    const dir = await temporary()
    const first = await folderIn(dir)
    first.keep('a', { x: 1 })
    first.keep('b', { x: 2 })
    await appendFile(join(dir, 'answers.jsonl'), '{"key":"c","val')
    const again = await folderIn(dir)
    expect(again.resumed).toBe(2)
    expect(again.get('b')).toEqual({ x: 2 })
    expect(again.get('c')).toBeUndefined()
    again.keep('c', { x: 3 })
    expect((await folderIn(dir)).resumed).toBe(3)
    expect(await readRunArguments(dir)).toEqual(['unit', '--seed', '1'])
    expect(await readRunArguments(join(dir, 'none'))).toBeNull()
  })
  it('never mixes answers of another program, other data or a finished run', async () => {
    const dir = await temporary()
    const first = await folderIn(dir)
    first.keep('a', 1)
    expect((await folderIn(dir, { seed: 2 })).resumed).toBe(0)
    const second = await folderIn(dir, { seed: 2 })
    second.keep('a', 1)
    await second.finish()
    expect((await folderIn(dir, { seed: 2 })).resumed).toBe(0)
  })
  it('has a name that sorts by time', () => {
    expect(newRunId('unit kind', new Date('2026-03-10T10:15:00Z'))).toBe(
      '20260310-101500-unit-kind',
    )
  })
})

describe('answering', () => {
  it('asks nothing twice and stops between two cases', async () => {
    const dir = await temporary()
    const asked: string[] = []
    const cases = ['a', 'b', 'c'].map((id) => ({ id }))
    const stop = { wanted: false, release: () => {} }
    const answer = async ({ id }: { id: string }) => {
      asked.push(id)
      if (id === 'b') stop.wanted = true
      return id.toUpperCase()
    }
    const options = (interrupt: typeof stop, folder: Awaited<ReturnType<typeof folderIn>>) => ({
      context: { folder, interrupt, resumeCommand: 'again' },
      label: 'x',
      key: 'k',
    })
    await expect(
      answerCases(cases, answer, options(stop, await folderIn(dir))),
    ).rejects.toMatchObject({
      code: 'evals.interrupted',
      message: expect.stringContaining('again'),
    })
    const found = await answerCases(cases, answer, options(never, await folderIn(dir)))
    expect(asked).toEqual(['a', 'b', 'c'])
    expect([...found]).toEqual([
      ['a', 'A'],
      ['b', 'B'],
      ['c', 'C'],
    ])
  })
})

describe('kept vectors', () => {
  it('are made once, survive a restart and a cut-off record', async () => {
    const dir = await temporary()
    let made = 0
    const embedder: Embedder = {
      space: { id: 'x', kind: 'onnx', model: 'x', dimensions: 2 },
      embed: async (texts) => {
        made += texts.length
        return texts.map((text) => Float32Array.of(text.length, 0.5))
      },
      close: async () => {},
    }
    const first = await keepVectors(embedder, dir)
    expect(await first.embed(['a', 'bb', 'a'], 'passage')).toEqual(
      [1, 2, 1].map((n) => Float32Array.of(n, 0.5)),
    )
    const [file = ''] = await import('node:fs/promises').then((fs) => fs.readdir(dir))
    await appendFile(join(dir, file), 'torn')
    const second = await keepVectors(embedder, dir)
    expect(await second.embed(['bb'], 'passage')).toEqual([Float32Array.of(2, 0.5)])
    expect(made).toBe(2)
    await second.embed(['bb'], 'query')
    expect(made).toBe(3)
    expect((await readFile(join(dir, file))).includes('bb')).toBe(false)
    const stopped = await keepVectors(embedder, dir, () => {
      throw new Error('stop')
    })
    await expect(stopped.embed(['new'], 'passage')).rejects.toThrow('stop')
  })
})

describe('what surrounds a run', () => {
  it('shows how far it is on a terminal alone', () => {
    const lines: string[] = []
    const write = (text: string) => lines.push(text)
    let at = 0
    const progress = createProgress('评测', 4, { terminal: { isTTY: true, write }, now: () => at })
    at = 1000
    progress.step()
    expect(lines.at(-1)).toContain('评测 1/4 还需 3 秒')
    createProgress('评测', 4, { terminal: { isTTY: false, write } }).step()
    expect(lines).toHaveLength(1)
  })
  it('names code and data', async () => {
    const dir = await temporary()
    await appendFile(join(dir, 'a'), 'x')
    const before = await hashFiles([join(dir, 'a')])
    await appendFile(join(dir, 'a'), 'y')
    expect(await hashFiles([join(dir, 'a')])).not.toBe(before)
    expect(await hashCode()).toMatch(/^[0-9a-f]{16}$/)
  })
  it('hides held-back cases and nothing else', () => {
    const result = (id: string) =>
      caseResult.parse({
        suite: 's',
        id,
        text: `words of ${id}`,
        right: false,
        reason: 'why',
        p: 0.5,
      })
    const [dev, held] = hideHoldout([result('a'), result('b')], (id) => id === 'b')
    expect(dev?.text).toBe('words of a')
    expect(held).toMatchObject({ right: false, p: 0.5, reason: '' })
    expect(held?.text).not.toContain('words')
  })
  it('switches sources off', () => {
    expect(fusionOf('all')).toBeUndefined()
    expect(fusionOf('rules')).toMatchObject({ margin: 0, cosine: 0 })
    expect(fusionOf('classifier')).toMatchObject({ keyword: 0 })
    expect(fusionOf('all+llm')).toBeUndefined()
    expect(() => fusionOf('magic')).toThrow()
  })
  it('computes the agreement of two labellers', () => {
    const base = { supporting: [], copies: [], flags: [], demands: 1, others: [] }
    const cases = ['a', 'b'].map((id) => ({
      id,
      split: 'dev' as const,
      why: '',
      slices: {},
      channel: 'chat',
      text: 'x',
      gold: { ...base, triage: ['dispatch' as const] },
    }))
    const second = cases.map(({ id }) => ({
      id,
      labeller: 'B',
      gold: { triage: [id === 'a' ? ('dispatch' as const) : ('inquiry' as const)] },
    }))
    expect(labelAgreement({ first: cases, second })).toEqual([{ field: 'triage', n: 2, kappa: 0 }])
  })
})

describe('one file for several suites', () => {
  it('is read as the kind that it holds; suites of other kinds have no cases', async () => {
    const file = join(await temporary(), 'week.jsonl')
    await writeFile(file, '{"id":"a","text":"电梯坏了","gold":{"kind":"complaint"}}\n')
    const wish = { data: file, split: 'all' as const, ids: [] }
    const all = await loadDataset({ ...wish, suites: ['kind', 'answer', 'emergency'] })
    expect(all.requests).toHaveLength(1)
    expect([all.questions, all.emergencies]).toEqual([[], []])
    await expect(loadDataset({ ...wish, suites: ['answer'] })).rejects.toThrow('answerable')
  })
})
