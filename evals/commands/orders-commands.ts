import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startOfCityDay } from '../../db/kernel/city-time.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { listConfirmed } from '../../dispatch/review/confirmed-view.ts'
import { requireMigrated, withDatabase } from '../../intake/commands/database-commands.ts'
import { type Drift, type MixRow, measureDrift } from '../production/drift.ts'
import { toLabelledCase } from '../production/labelled-set.ts'
import { MINIMUM_SLICE } from '../report/build-suite.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

interface Span {
  from: Date
  to: Date
  timezone: string
}

function parseFlags(args: string[]) {
  const text = { type: 'string' } as const
  return parseArgs({ args, strict: true, options: { from: text, to: text, out: text } }).values
}

/** A date is a day of the city; a moment with its offset is taken as it stands. */
async function toSpan(
  given: { from?: string | undefined; to?: string | undefined },
  { packDir, usage }: { packDir: string; usage: string },
): Promise<Span> {
  const { timezone } = (await readPack(packDir)).meta
  const at = (text = '') => startOfCityDay(text, timezone) ?? new Date(text)
  const from = at(given.from)
  const to = at(given.to)
  if (!(from.getTime() < to.getTime())) throw new AppError('command.usage', { usage })
  return { from, to, timezone }
}

/** `jiesu evals from-orders --from DATE --to DATE --out F.jsonl`: confirmed decisions as a redacted, labelled set. */
export function runFromOrders(args: string[]): Promise<number> {
  const usage =
    'jiesu evals from-orders --from 2026-03-02 --to 2026-03-09 --out requests.jsonl（--from 早于 --to）'
  const { out, ...given } = parseFlags(args)
  if (out === undefined) throw new AppError('command.usage', { usage })
  return withDatabase(async ({ database, config }) => {
    const span = await toSpan(given, { packDir: config.packDir, usage })
    await requireMigrated(database)
    const confirmed = await listConfirmed(database.db, span)
    const cases = confirmed.map((c) => toLabelledCase(c, span.timezone))
    await writeFile(out, cases.map((c) => `${JSON.stringify(c)}\n`).join(''), { mode: 0o600 })
    const changed = confirmed.filter((c) => c.proposed && !c.proposed.unchanged).length
    say(`${cases.length} 件已脱敏写入 ${out}，其中 ${changed} 件人工改过建议；保密诉求不在内。`)
    if (cases.length === 0) say('这段时间没有确认过的派单，写出的是空文件。')
    else say(`评测：npx jiesu evals run unit category place --data ${out} --slice decision`)
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
  if (before.n === 0 || now.n === 0) {
    say(`${before.n === 0 ? '之前' : '这'}一段没有确认过的派单，没有可以比较的。`)
    return
  }
  if (Math.min(before.n, now.n) < MINIMUM_SLICE) say('件数太少，下面的差异可能只是偶然。')
  say(
    `分类构成差异 ${drift.classDivergence.toFixed(3)}，单位构成差异 ${drift.unitDivergence.toFixed(3)}（0 相同，1 完全不同）`,
  )
  printMix('变化最大的一级分类', drift.classes)
  printMix('变化最大的承办单位', drift.units)
}

/** `jiesu evals drift --from DATE --to DATE`: this span against the equally long one before it. */
export function runDrift(args: string[]): Promise<number> {
  const usage =
    'jiesu evals drift --from 2026-03-08 --to 2026-03-15 [--out drift.json]（--from 早于 --to）'
  const { out, ...given } = parseFlags(args)
  return withDatabase(async ({ database, config }) => {
    const { from, to } = await toSpan(given, { packDir: config.packDir, usage })
    await requireMigrated(database)
    const earlier = new Date(from.getTime() - (to.getTime() - from.getTime()))
    const before = await listConfirmed(database.db, { from: earlier, to: from })
    const drift = measureDrift(before, await listConfirmed(database.db, { from, to }))
    printDrift(drift)
    if (out) await writeFile(out, `${JSON.stringify(drift, null, 1)}\n`)
    return 0
  })
}
