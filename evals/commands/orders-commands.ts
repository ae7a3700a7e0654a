import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { AppError } from '../../db/kernel/errors.ts'
import { listConfirmed } from '../../dispatch/review/confirmed-view.ts'
import { requireMigrated, withDatabase } from '../../intake/commands/database-commands.ts'
import { type Drift, type MixRow, measureDrift } from '../production/drift.ts'
import { toLabelledCase } from '../production/labelled-set.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

interface Span {
  from: Date
  to: Date
  out: string | undefined
}

function parseSpan(args: string[], usage: string): Span {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, strict: true, options: { from: text, to: text, out: text } })
  const from = new Date(values.from ?? '')
  const to = new Date(values.to ?? '')
  if (!(from.getTime() < to.getTime())) throw new AppError('command.usage', { usage })
  return { from, to, out: values.out }
}

/** `jiesu evals from-orders --from DATE --to DATE --out F.jsonl`: confirmed decisions as a redacted, labelled set. */
export function runFromOrders(args: string[]): Promise<number> {
  const usage = 'jiesu evals from-orders --from 2026-03-01 --to 2026-03-08 --out requests.jsonl'
  const { from, to, out } = parseSpan(args, usage)
  if (out === undefined) throw new AppError('command.usage', { usage })
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const confirmed = await listConfirmed(database.db, { from, to })
    const cases = confirmed.map(toLabelledCase)
    await writeFile(out, cases.map((c) => `${JSON.stringify(c)}\n`).join(''), { mode: 0o600 })
    const changed = confirmed.filter((c) => c.proposed && !c.proposed.unchanged).length
    say(`${cases.length} 件已脱敏写入 ${out}，其中 ${changed} 件人工改过建议；保密诉求不在内。`)
    say(`评测：npx jiesu evals run unit category place --data ${out} --slice decision`)
    return 0
  })
}

const percent = (value: number | null) => (value === null ? '—' : `${(value * 100).toFixed(1)}%`)

function printMix(title: string, rows: readonly MixRow[]): void {
  say(`\n${title}`)
  for (const { label, before, now } of rows) {
    say(`  ${percent(before).padStart(7)} → ${percent(now).padStart(7)}  ${label}`)
  }
}

function printDrift(drift: Drift): void {
  const { before, now } = drift
  say(`件数        ${before.n} → ${now.n}`)
  say(`人工改动率  ${percent(before.overridden)} → ${percent(now.overridden)}`)
  say(`平均把握    ${percent(before.meanConfidence)} → ${percent(now.meanConfidence)}`)
  say(`拿不准      ${percent(before.abstained)} → ${percent(now.abstained)}`)
  say(
    `分类构成差异 ${drift.classDivergence.toFixed(3)}，单位构成差异 ${drift.unitDivergence.toFixed(3)}（0 相同，1 完全不同）`,
  )
  printMix('变化最大的一级分类', drift.classes)
  printMix('变化最大的承办单位', drift.units)
}

/** `jiesu evals drift --from DATE --to DATE`: this span against the equally long one before it. */
export function runDrift(args: string[]): Promise<number> {
  const { from, to, out } = parseSpan(
    args,
    'jiesu evals drift --from 2026-03-08 --to 2026-03-15 [--out drift.json]',
  )
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const earlier = new Date(from.getTime() - (to.getTime() - from.getTime()))
    const before = await listConfirmed(database.db, { from: earlier, to: from })
    const drift = measureDrift(before, await listConfirmed(database.db, { from, to }))
    printDrift(drift)
    if (out) await writeFile(out, `${JSON.stringify(drift, null, 1)}\n`)
    return 0
  })
}
