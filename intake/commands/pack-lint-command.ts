import { cityDate } from '../../db/kernel/city-time.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { createReport, type Finding } from '../../db/packs/lint/finding.ts'
import { lintPack } from '../../db/packs/lint/lint-pack.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { RowPositions } from '../../db/packs/pack-problems.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { createWorkCalendar } from '../../db/packs/work-calendar.ts'
import { lintLexiconCases } from '../../dispatch/triage/lint-lexicon-cases.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Reads and checks a pack; judged by the city's date. */
export async function lintDir(dir: string): Promise<{ pack: Pack; findings: Finding[] }> {
  const positions: RowPositions = new Map()
  const pack = await readPack(dir, positions)
  const today = cityDate(systemClock.now(), pack.meta.timezone)
  const cases = createReport(positions)
  lintLexiconCases(pack, cases.report)
  return { pack, findings: [...lintPack(pack, positions, today), ...cases.findings] }
}

const SHOWN_WARNINGS = 50

/** `jiesu pack lint DIR`: file and line of what is wrong; exit code 1 where there is an error. */
export async function lint(dir: string, wish: { all: boolean; json: boolean }): Promise<number> {
  const { pack, findings } = await lintDir(dir)
  const errors = findings.filter((f) => f.severity === 'error')
  const warnings = findings.filter((f) => f.severity === 'warning')
  const { knownUntil } = createWorkCalendar(pack)
  if (wish.json) {
    say(JSON.stringify({ holidays_known_until: knownUntil, findings }, null, 2))
    return errors.length === 0 ? 0 : 1
  }
  const line = (f: Finding) =>
    `${f.file || dir}${f.line ? `:${f.line}` : ''}  ${f.text} [${f.check}]`
  for (const f of errors) say(`✗ ${line(f)}`)
  for (const f of wish.all ? warnings : warnings.slice(0, SHOWN_WARNINGS)) say(`! ${line(f)}`)
  if (!wish.all && warnings.length > SHOWN_WARNINGS) {
    say(`! 还有 ${warnings.length - SHOWN_WARNINGS} 条提醒，加 --all 全部列出`)
  }
  say(`  法定节假日和调休已知到 ${knownUntil}，之后按周六、周日休息 · holidays known until`)
  say(`${errors.length} 处错误，${warnings.length} 条提醒 · errors, warnings`)
  return errors.length === 0 ? 0 : 1
}
