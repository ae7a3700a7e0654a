import type { ReceiverChange } from '../../dispatch/catalogue/compare-receivers.ts'
import type { ReplayedRequest } from '../../dispatch/review/replay-requests.ts'
import { cutText, textTable } from './text-table.ts'

/** What `--json` prints. */
export interface ReplayReport {
  from: string
  /** The date on which the new catalogue was looked at. */
  on: string
  in_force: string
  replayed_with: string
  lines_left_out: number
  requests: number
  units: ReceiverChange[]
  moved: ReplayedRequest[]
}

const SHOWN_MOVES = 20

const signed = (n: number) => (n > 0 ? `+${n}` : String(n))

/** The replay for people: who receives more or less, then which requests move and by which line. */
export function renderReplay(report: ReplayReport): string[] {
  const { requests, moved } = report
  const changed = report.units.filter((unit) => unit.gained + unit.lost > 0)
  const head = [
    `回放 ${report.from} 以来的 ${requests} 件诉求 · replayed requests`,
    `  现行版本 ${report.in_force}，新版本 ${report.replayed_with}（按 ${report.on} 有效的派单行）`,
    ...(report.lines_left_out > 0
      ? [`  新版本有 ${report.lines_left_out} 行在 ${report.on} 不在有效期，没有计入`]
      : []),
    '',
  ]
  if (requests === 0) return [...head, '这段时间没有诉求 · no requests']
  if (moved.length === 0) return [...head, '没有诉求换主办单位 · no request would change its unit']
  const table = textTable(
    ['主办单位', '实派', '现行', '新版', '增减', '转入', '转出'],
    changed.map((c) => [
      c.unit,
      c.actual,
      c.before,
      c.after,
      signed(c.after - c.before),
      c.gained,
      c.lost,
    ]),
  )
  const share = Math.round((moved.length / requests) * 1000) / 10
  return [
    ...head,
    ...table.map((line) => `  ${line}`),
    '',
    `${moved.length} 件（${share}%）换主办单位，涉及 ${changed.length} 个单位 · would change unit`,
    ...moved.slice(0, SHOWN_MOVES).flatMap(describeMove),
    ...(moved.length > SHOWN_MOVES
      ? [`  还有 ${moved.length - SHOWN_MOVES} 件，加 --json 全部列出`]
      : []),
  ]
}

function describeMove({ request_no, text, before, after }: ReplayedRequest): string[] {
  const line = (choice: ReplayedRequest['before']) => (choice.line ? `（${choice.line}号）` : '')
  return [
    `  ${request_no}  ${cutText(text.replaceAll(/\s+/g, ' '), 60)}`,
    `    ${before.unit ?? '（没有单位）'}${line(before)} → ${after.unit ?? '（没有单位）'}${line(after)}  ${after.class_name}`,
  ]
}
