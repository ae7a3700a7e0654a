import { App, Button } from 'antd'
import { Fragment, useState } from 'react'
import type { QualityRow } from '../../../protocol/quality-api.ts'
import type { QualityKey } from '../api/review-client.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { reasonTexts } from '../shared/labels.ts'
import { shareText, trendText } from '../shared/share-text.ts'
import { ErrorNote, errorText, Loading, Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'

interface KeyTableProps {
  by: QualityKey
  days: number
  onDrafted: () => void
}

const heads: Record<QualityKey, string> = { line: '目录', unit: '建议的主办单位', class: '事项' }

/** Where people override the proposals, the most overridden first; one click drafts the change of the catalogue. */
export function KeyTable({ by, days, onDrafted }: KeyTableProps) {
  const { client } = useConsole()
  const { data, error, reload } = useLoad(() => client.qualityBy(by, days), `${by}/${days}`)
  const [open, setOpen] = useState<string | null>(null)
  if (!data) {
    return error === null ? <Loading rows={6} /> : <ErrorNote error={error} onRetry={reload} />
  }
  if (data.length === 0) return <Nothing text="这段时间还没有派单决定。" />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reached by keyboard
    <section className="table-box" aria-label={heads[by]} tabIndex={0}>
      <table className="quality-table">
        <thead>
          <tr>
            <th scope="col">{heads[by]}</th>
            <th scope="col">原样派出</th>
            <th scope="col">趋势</th>
            <th scope="col">被改派</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {data.map((row) => (
            <Fragment key={row.key}>
              <tr>
                <th scope="row">
                  {by === 'line' && row.key !== '' && <strong>{row.key} 号 </strong>}
                  {row.label}
                </th>
                <td>{shareText(row)}</td>
                <td>{trendText(row.trend)}</td>
                <td>{overrideText(row)}</td>
                <td>
                  <div className="row-actions">
                    {row.n > row.hits && (
                      <Button
                        size="small"
                        aria-expanded={open === row.key}
                        onClick={() => setOpen(open === row.key ? null : row.key)}
                      >
                        {open === row.key ? '收起' : '看工单'}
                      </Button>
                    )}
                    {by === 'line' && row.key !== '' && row.overridden > 0 && (
                      <DraftButton line={row.key} days={days} onDrafted={onDrafted} />
                    )}
                  </div>
                </td>
              </tr>
              {open === row.key && (
                <tr>
                  <td colSpan={5}>
                    <Cases by={by} value={row.key} days={days} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** "12 次：9 × 改给区城市管理委"; the reasons that people gave beside it. */
function overrideText(row: QualityRow): string {
  if (row.overridden === 0) return '0 次'
  const targets = row.targets.map(({ name, n }) => `${n} × 改给 ${name}`).join('，')
  const reasons = row.reasons.map(({ reason, n }) => `${reasonTexts[reason] ?? reason} ${n}`)
  return `${row.overridden} 次：${targets}${reasons.length > 0 ? `（${reasons.join('、')}）` : ''}`
}

function DraftButton({
  line,
  days,
  onDrafted,
}: {
  line: string
  days: number
  onDrafted: () => void
}) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const draft = async () => {
    setBusy(true)
    try {
      const { reason } = await client.draftLine(line, days)
      void message.success(`已起草：${reason}`)
      onDrafted()
    } catch (error) {
      void message.error(errorText(error))
    }
    setBusy(false)
  }
  return (
    <Button size="small" type="primary" ghost loading={busy} onClick={() => void draft()}>
      起草目录修改
    </Button>
  )
}

function Cases({ by, value, days }: { by: QualityKey; value: string; days: number }) {
  const { client } = useConsole()
  const { data, error, reload } = useLoad(
    () => client.overridden({ key: by, value }, days),
    `${by}/${value}/${days}`,
  )
  if (!data) {
    return error === null ? <Loading rows={3} /> : <ErrorNote error={error} onRetry={reload} />
  }
  return (
    <ul className="bullets">
      {data.map((item) => (
        <li key={item.decision_id}>
          <a href={linkTo('orders', item.order_id)}>{item.order_no}</a> {item.title}：
          {item.proposed ?? '无建议'} → <strong>{item.decided}</strong>
          <span className="hint">
            {' '}
            {item.by} {showStamp(item.at)} {reasonTexts[item.reason ?? ''] ?? ''} {item.note}
          </span>
        </li>
      ))}
    </ul>
  )
}
