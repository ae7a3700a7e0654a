import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { smallCity } from '../testing/small-city.ts'
import type { ProposalLine } from './proposal-line.ts'
import { runPropose } from './propose-command.ts'

async function run(lines: string[]) {
  const output = new PassThrough()
  const reports: string[] = []
  const shown: string[] = []
  const written = text(output)
  const code = await runPropose({
    input: Readable.from(lines.map((line) => `${line}\n`)),
    output,
    pack: smallCity(),
    embedder: null,
    progress: (line) => shown.push(line),
    report: (line) => reports.push(line),
    now: () => new Date('2026-03-10T02:00:00Z'),
  })
  const results = (await written)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { code, results, reports, shown }
}

describe('runPropose', () => {
  it('keeps the order and reports bad lines by number without stopping', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => `q${at}`)
    const good = ids.map((id) => JSON.stringify({ id, channel: 'chat', text: `${id} 电梯坏了` }))
    const lines = [...good.slice(0, 20), '{"id": 1', '', '{"id": "x"}', ...good.slice(20)]
    const { code, results, reports, shown } = await run(lines)
    expect(results.map(({ id }) => id)).toEqual(ids)
    expect(code).toBe(1)
    expect(reports).toHaveLength(2)
    expect(reports[0]).toContain('第 21 行')
    expect(reports[1]).toContain('第 23 行')
    expect(shown.at(-1)).toContain('40')
  })

  it('writes exactly the keys of the contract', async () => {
    const { code, results } = await run([
      JSON.stringify({ id: 7, channel: 'chat', text: '城东区望湖街道电梯坏了' }),
    ])
    expect(code).toBe(0)
    expect(Object.keys(results[0] ?? {})).toEqual(
      (
        'id triage article emergency_number kind service_codes place units mode deadline respondent ' +
        'confidential flags reply confidence abstain evidence parts ms'
      ).split(' '),
    )
    expect(results[0]).toMatchObject({ id: 7 })
    const { place, units, service_codes } = results[0] as unknown as ProposalLine
    expect(Object.keys(place)).toEqual([
      'district',
      'subdistrict',
      'community',
      'ambiguous',
      'candidates',
    ])
    expect(Object.keys(units[0] ?? {})).toEqual(['name', 'level', 'role', 'p', 'reason'])
    expect(Object.keys(service_codes[0] ?? {})).toEqual(['code', 'name', 'path', 'p'])
  })

  it('understands an empty text without failing', async () => {
    const { results } = await run([JSON.stringify({ id: 'e', channel: 'chat', text: '' })])
    expect(results[0]).toMatchObject({ id: 'e', parts: [] })
  })
})
