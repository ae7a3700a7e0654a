import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { startFakeOpenAi } from '../../kb/llm/testing/fake-openai.ts'
import { readStoredRun } from '../report/store-report.ts'
import { suites } from '../run/suite-list.ts'
import { runEvals } from './evals-command.ts'
import { commandLine, splitList, spreadLists } from './flags.ts'
import { chooseSuites, parseRunFlags } from './run-flags.ts'

let dir = ''
const output: string[] = []
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jiesu-evals-'))
  process.env['DATA_DIR'] = dir
  process.env['EMBEDDER'] = 'off'
})

/** Runs a command and collects what it prints. */
async function run(...args: string[]): Promise<{ code: number; printed: string }> {
  output.length = 0
  const { stdout, stderr } = process
  const [out, err] = [stdout.write.bind(stdout), stderr.write.bind(stderr)]
  const collect = (text: string | Uint8Array) => {
    output.push(String(text))
    return true
  }
  stdout.write = collect as typeof stdout.write
  stderr.write = collect as typeof stderr.write
  try {
    return { code: await runEvals(args), printed: output.join('') }
  } finally {
    stdout.write = out
    stderr.write = err
  }
}

describe('flags', () => {
  it('may take several values', () => {
    expect(spreadLists(['--train', 'a', 'b', '--seed', '1', 'x'], ['train'])).toEqual([
      '--train',
      'a',
      '--train',
      'b',
      '--seed',
      '1',
      'x',
    ])
    expect(splitList(['a,b', ' c '])).toEqual(['a', 'b', 'c'])
    expect(splitList(undefined)).toEqual([])
    expect(commandLine(['run', 'a b'])).toBe('npx jiesu evals run "a b"')
  })
  it('choose suites', () => {
    expect(chooseSuites(['all'])).toEqual(suites.map((s) => s.name))
    expect(chooseSuites(['kind', 'kind'])).toEqual(['kind'])
    expect(() => chooseSuites(['weather'])).toThrow(/weather/)
    expect(() => chooseSuites([])).toThrow()
    expect(parseRunFlags(['kind', '--case', 'a', 'b'])).toMatchObject({
      split: 'all',
      ids: ['a', 'b'],
    })
    expect(parseRunFlags(['kind', '--slice', 'channel'])).toMatchObject({ slices: ['channel'] })
    expect(() => parseRunFlags(['kind', '--split', 'train'])).toThrow()
  })
})

describe('exit codes', () => {
  it('2 for what cannot run, with the reason', async () => {
    expect(await run('fly')).toMatchObject({ code: 2 })
    const unknown = await run('run', 'weather')
    expect(unknown).toMatchObject({ code: 2 })
    expect(unknown.printed).toContain('evals.suite-unknown')
    const file = join(dir, 'requests.jsonl')
    await writeFile(
      file,
      `${JSON.stringify({ id: 'a', text: '停水', gold: { kind: 'complaint' } })}\n`,
    )
    const llm = await run('run', 'kind', '--ablate', 'all+llm', '--data', file)
    expect(llm).toMatchObject({ code: 2 })
    expect(llm.printed).toContain('evals.model-missing')
    expect((await run('run', 'kind', '--seed', 'x')).printed).toContain('--seed')
    expect((await run('run', 'kind', '--sed', '1')).printed).toContain('参数不对')
    expect((await run('run', 'kind', '--data', join(dir, 'nowhere'))).printed).toContain('nowhere')
    expect((await run('report', join(dir, 'nowhere'))).printed).toContain('evals.run-unknown')
    expect((await run('train-and-test', '--train', join(dir, 'none.jsonl'))).printed).toContain(
      'evals.no-data',
    )
    expect((await run('list', '--data', join(dir, 'nowhere'))).printed).toContain('evals.no-data')
  }, 60_000)
})

describe('everything and a language model', () => {
  it('runs against an endpoint and claims no figure', async () => {
    const file = join(dir, 'one.jsonl')
    const gold = { kind: 'complaint' }
    await writeFile(file, `${JSON.stringify({ id: 'a', text: '望京街道楼道灯坏了三天', gold })}\n`)
    const fake = await startFakeOpenAi({ kind: 'normal', content: '{"demands":[]}' })
    process.env['OPENAI_BASE_URL'] = fake.baseUrl
    process.env['OPENAI_MODEL'] = 'fake'
    try {
      const done = await run('run', 'kind', '--ablate', 'all+llm', '--data', file)
      expect(done.printed).toContain('本项目不发布')
      expect(done.code).toBe(0)
      expect(fake.requests).toHaveLength(1)
    } finally {
      Reflect.deleteProperty(process.env, 'OPENAI_BASE_URL')
      Reflect.deleteProperty(process.env, 'OPENAI_MODEL')
      await fake.close()
    }
  }, 60_000)
})

describe('retrieval', () => {
  it('ranks documents for questions, and answers of a file of pairs', async () => {
    const documents = join(dir, 'documents.jsonl')
    const questions = join(dir, 'questions.jsonl')
    const texts = ['居住证在派出所办理', '公积金网上提取', '护照办理需要照片']
    const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
    await writeFile(documents, lines(texts.map((text, i) => ({ docid: `d${i}`, text }))))
    await writeFile(
      questions,
      lines([
        { id: 'q1', docid: 'd0', question: '居住证去哪办', answer: texts[0] },
        { id: 'q2', docid: 'd1', question: '公积金怎么提', answer: texts[1] },
        { id: 'q3', docid: 'gone', question: '没有这份文件', answer: texts[0] },
      ]),
    )
    const out = join(dir, 'retrieval')
    const { code } = await run(
      'retrieval',
      '--documents',
      documents,
      '--questions',
      questions,
      '--out',
      out,
    )
    expect(code).toBe(0)
    const { report } = await readStoredRun(out)
    expect(report.suites[0]).toMatchObject({ name: 'retrieval', n: 2 })
    expect(report.suites[0]?.metrics['hit1']?.value).toBe(1)
    const pairs = join(dir, 'pairs')
    expect((await run('retrieval', '--questions', questions, '--out', pairs)).code).toBe(0)
    expect((await readStoredRun(pairs)).report.suites[0]?.n).toBe(3)
  }, 60_000)
})

describe('train-and-test', () => {
  it('runs in one command, without a test file too, and its run can be read, compared and calibrated', async () => {
    const file = join(dir, 'history.csv')
    const rows = Array.from({ length: 120 }, (_, i) =>
      i % 2 ? `停水了第${i}天,水务局` : `公交车晚点第${i}次,交通局`,
    )
    await writeFile(file, `text,unit\n${rows.join('\n')}\n`)
    const out = join(dir, 'history')
    const first = await run('train-and-test', '--task', 'unit', '--train', file, '--out', out)
    expect(first.printed).toContain('泄漏检查')
    expect(first.code).toBe(0)
    const { report, results } = await readStoredRun(out)
    expect(report.suites[0]?.metrics['top1']?.value).toBe(1)
    expect(report.run.split).toContain('乐观')
    for (const name of ['report.html', 'report.md', 'junit.xml', 'cases.jsonl']) {
      expect((await readFile(join(out, name), 'utf8')).length).toBeGreaterThan(100)
    }
    const card = await run('report', out, '--case', results[0]?.id ?? '')
    expect(card.printed).toContain(results[0]?.text)
    const again = join(dir, 'history-2')
    await run('train-and-test', '--task', 'unit', '--train', file, '--out', again)
    expect((await run('diff', out, again)).printed).toContain('没有差别')
    expect((await run('calibrate', out)).printed).toContain('unit n=')
    expect((await run('report', out)).code).toBe(0)
    const gates = join(dir, 'gates.yaml')
    await writeFile(gates, 'gates:\n  - {name: 不可能, suite: unit, metric: top1, min: 1.1}\n')
    const gated = await run('train-and-test', '--train', file, '--gate', gates, '--out', again)
    expect(gated.code).toBe(1)

    await writeFile(gates, 'gates:\n  - {name: 别处, suite: emergency, metric: missed, max: 0}\n')
    const none = join(dir, 'no-baseline.json')
    const flags = ['--gate', gates, '--baseline', none, '--out', join(dir, 'unmet')]
    const unmet = await run('train-and-test', '--train', file, ...flags)
    expect(unmet.code).toBe(0)
    expect(unmet.printed).toContain('没有一条适用于这次运行')
    expect(unmet.printed).toContain('没有与基线比较')
    const wrong = await run('train-and-test', '--train', file, '--label', '类别')
    expect(wrong.printed).toContain('文件里有这些列')
  }, 120_000)
})

describe('cards', () => {
  it('say where data come from', async () => {
    expect((await run('card')).printed).toContain('requests@1')
    expect((await run('card', 'requests')).printed).toContain('known_bias')
    expect((await run('card', 'unknown')).code).toBe(2)
  })
})
