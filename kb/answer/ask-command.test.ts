import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { ServiceClass } from '../../db/packs/pack.ts'
import { sampleArticles } from '../testing/sample-articles.ts'
import { samplePack } from '../testing/sample-city.ts'
import { type AskCommandOptions, runAsk } from './ask-command.ts'

async function run(lines: string[], more: Partial<AskCommandOptions> = {}) {
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
    ...more,
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

it('answers as the chat does: an article on a neighbour of the question’s class is only offered', async () => {
  const row = (code: string, seeAlso: string[]): ServiceClass => ({
    code,
    parent: code.slice(0, -2),
    level: 2,
    name: code,
    see_also: seeAlso,
    definition: '',
    includes: [],
    excludes: [],
    required_elements: [],
    keywords: [],
  })
  const pack = {
    ...samplePack(),
    taxonomy: [row('0101', ['0201']), row('0201', [])],
    articles: sampleArticles.map((one) =>
      one.id === 'residence-permit' ? { ...one, service_codes: ['0101'] } : one,
    ),
  }
  const asked = ['{"id": 1, "text": "刚来没满半年派出所给登记居住证那种吗"}']
  const about = (code: string) => ({ pack, classesOf: async () => new Map([[code, 0.95]]) })
  const own = await run(asked, about('0101'))
  expect(own.rows[0]).toMatchObject({ outcome: 'answered' })
  const neighbour = await run(asked, about('0201'))
  expect(neighbour.rows[0]).toMatchObject({ outcome: 'refused' })
})
