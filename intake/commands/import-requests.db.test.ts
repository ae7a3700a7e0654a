import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { type ImportOptions, importRequests } from './import-requests.ts'
import { detectEncoding } from './import-requests-read.ts'

let test: TestApp
let dir = ''
beforeAll(async () => {
  test = await createTestApp({ runJobs: false })
  dir = await mkdtemp(join(tmpdir(), 'jiesu-import-'))
})
afterAll(() => test.close())

const file = async (name: string, content: string | Buffer) => {
  const path = join(dir, name)
  await writeFile(path, content)
  return path
}
async function run(path: string, more: Partial<ImportOptions> = {}) {
  const problems: string[] = []
  const result = await importRequests(test.deps, {
    file: path,
    encoding: await detectEncoding(path),
    source: '12329',
    channel: 'import',
    columns: {},
    dryRun: false,
    limit: Number.POSITIVE_INFINITY,
    onError: (line, problem) => problems.push(`${line} ${problem}`),
    onProgress: () => {},
    ...more,
  })
  return { ...result, problems }
}
/** GB18030 of the few characters that the file needs; Node writes no such encoding. */
const gbk = Buffer.from(
  'b1e0bac52cc4dac8dd0a47312cb5e7ccddbbb5c1cb0a47322cc2b7b5c6b2bbc1c10a',
  'hex',
)

describe('import of another hotline', () => {
  it('takes each row in once, tells wrong ones, and goes on where it stopped', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `K${i},一街道电梯坏了${i},13912345678`)
    rows[7] = 'K7,,1'
    rows[9] = 'K1,重复的,'
    const path = await file('a.csv', `\uFEFF编号,内容,电话\n${rows.join('\n')}\n`)
    const dry = await run(path, { dryRun: true })
    expect(dry).toMatchObject({ read: 40, imported: 38, known: 0, wrong: 2 })
    expect(dry.problems).toEqual(['9 诉求内容为空', '11 编号 K1 在文件里出现了不止一次'])
    expect(await run(path, { limit: 20 })).toMatchObject({ imported: 18 })
    expect(await run(path)).toMatchObject({ imported: 20, known: 18, wrong: 2 })
    expect(await run(path)).toMatchObject({ imported: 0, known: 38 })
    const stored = await test.database.db
      .selectFrom('service_requests')
      .select(['channel', 'elements', 'requester_id'])
      .where('channel', '=', 'import')
      .execute()
    expect(stored).toHaveLength(38)
    expect(stored[0]?.elements).toMatchObject({ source_hotline: '12329' })
    expect(stored.every((row) => row.requester_id !== null)).toBe(true)
    const proposals = await test.database.db.selectFrom('proposals').select('id').execute()
    expect(proposals.length).toBe(38)
  })

  it('reads GBK and JSON lines, each with its channel', async () => {
    const path = await file('b.csv', gbk)
    expect(await detectEncoding(path)).toBe('gb18030')
    expect(await run(path, { channel: 'g' })).toMatchObject({ imported: 2 })
    const lines = '{"id":1,"text":"二街道停水","channel":"微信"}\n{oops\n{"id":2,"text":"停电"}\n'
    const json = await run(await file('c.jsonl', lines), { source: '96156' })
    expect(json).toMatchObject({ imported: 2, wrong: 1, problems: ['2 不是合法的 JSON'] })
    const rows = await test.database.db
      .selectFrom('service_requests')
      .select(['title', 'channel'])
      .where('channel', 'in', ['g', '微信'])
      .orderBy('title')
      .execute()
    expect(rows.map((row) => row.title).sort()).toEqual(
      ['二街道停水', '路灯不亮', '电梯坏了'].sort(),
    )
  })
})
