import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { samplePack } from '../testing/sample-city.ts'
import { runAsk } from './ask-command.ts'

async function run(lines: string[]) {
  const output = new PassThrough()
  const reports: string[] = []
  const written = text(output)
  const code = await runAsk({
    input: Readable.from([lines.join('\n')]),
    output,
    pack: samplePack(),
    embedder: null,
    report: (line) => reports.push(line),
    now: () => new Date('2026-03-01T00:00:00Z'),
  })
  output.end()
  const rows = (await written).split('\n').filter((line) => line !== '')
  return { code, reports, rows: rows.map((row) => JSON.parse(row) as Record<string, unknown>) }
}

it('answers line by line in order and reports bad lines by number', async () => {
  const { code, reports, rows } = await run([
    '{"id": "a", "text": "办护照多少钱"}',
    'not json',
    '',
    '{"id": "b"}',
    '{"id": 7, "text": "怎么养猫"}',
  ])
  expect(code).toBe(0)
  expect(rows.map((row) => [row['id'], row['outcome']])).toEqual([
    ['a', 'answered'],
    [7, 'refused'],
  ])
  expect(rows[0]).toMatchObject({
    answer: expect.stringContaining('120元'),
    citations: [{ article: 'passport', valid_until: null }],
    service_points: [],
    ms: expect.any(Number),
  })
  expect(reports[0]).toMatch(/第 2 行/)
  expect(reports[1]).toMatch(/第 4 行/)
  expect(reports.at(-1)).toBe('共 2 行不能处理，2 行已回答。')
})

it('fails only when nothing could be answered', async () => {
  expect((await run(['x'])).code).toBe(1)
  expect((await run([''])).code).toBe(0)
})
