import { Tag } from 'antd'
import type { Overview } from '../../../protocol/kb-desk-api.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { gapStateTexts, stateTexts } from './kb-texts.ts'

/** The expiry calendar of the next three months, and how the articles are used. */
export function StatsPage() {
  const { client } = useConsole()
  const loaded = useLoad(() => client.kb.overview(), 'kb-stats')
  const found = loaded.data
  if (!found) {
    return loaded.error === null ? (
      <Loading />
    ) : (
      <ErrorNote error={loaded.error} onRetry={loaded.reload} />
    )
  }
  return (
    <div className="kb-stats">
      <section aria-label="到期日历">
        <h2>到期日历（今后 90 天）</h2>
        <Calendar due={found.due} />
      </section>
      <section aria-label="使用和缺口">
        <h2>数量</h2>
        <p>
          {found.states.map(({ state, count }) => (
            <span key={state} className="kb-count">
              {stateTexts[state]} <b>{count}</b>
            </span>
          ))}
        </p>
        <p>
          缺口单：
          {found.gaps.states.map(({ state, count }) => (
            <span key={state} className="kb-count">
              {gapStateTexts[state as keyof typeof gapStateTexts] ?? state} <b>{count}</b>
            </span>
          ))}
          {found.gaps.states.length === 0 && '无'}
        </p>
        <Weeks found={found} />
        <Owners owners={found.gaps.owners} />
        <Worst worst={found.worst} />
      </section>
    </div>
  )
}

function Calendar({ due }: { due: Overview['due'] }) {
  if (due.length === 0) return <Nothing text="没有快到期的条目。" />
  const months = new Map<string, Overview['due']>()
  for (const one of due) {
    const month = one.overdue ? '已到期' : one.due.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), one])
  }
  return (
    <>
      {[...months].map(([month, items]) => (
        <div key={month}>
          <h3>
            {month}（{items.length}）
          </h3>
          <ul className="stack">
            {items.map((one) => (
              <li key={one.id} className="kb-due">
                <Tag color={one.overdue ? 'error' : 'default'}>{one.due}</Tag>
                {one.kind === 'valid_until' ? '有效期满' : '该复核'}{' '}
                <a href={linkTo('kb', `a~${one.id}`)}>{one.title}</a>{' '}
                <span className="hint">{one.owner}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}

function Weeks({ found }: { found: Overview }) {
  const weeks = [
    ...new Set([...found.feedback, ...found.gaps.weeks].map(({ week }) => week)),
  ].sort()
  if (weeks.length === 0) return <p className="hint">还没有评价和答不上的问题。</p>
  return (
    <table className="quality-table">
      <thead>
        <tr>
          <th scope="col">周（起始日）</th>
          <th scope="col">有帮助</th>
          <th scope="col">没有帮助</th>
          <th scope="col">答不了</th>
          <th scope="col">把握不大</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => {
          const said = found.feedback.find((one) => one.week === week)
          const asked = found.gaps.weeks.find((one) => one.week === week)
          return (
            <tr key={week}>
              <th scope="row">{week}</th>
              <td>{said?.helpful ?? 0}</td>
              <td>{said?.unhelpful ?? 0}</td>
              <td>{asked?.refused ?? 0}</td>
              <td>{asked?.unsure ?? 0}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Owners({ owners }: { owners: Overview['gaps']['owners'] }) {
  if (owners.length === 0) return null
  return (
    <>
      <h3>各单位未解决的缺口</h3>
      <ul className="bullets">
        {owners.map(({ owner, open, asked }) => (
          <li key={owner}>
            {owner || '未定'}：{open} 张，问过 {asked} 次
          </li>
        ))}
      </ul>
    </>
  )
}

function Worst({ worst }: { worst: Overview['worst'] }) {
  if (worst.length === 0) return null
  return (
    <>
      <h3>读者说没帮助最多的</h3>
      <ul className="bullets">
        {worst.map((one) => (
          <li key={one.key}>
            <a href={linkTo('kb', `a~${one.id}`)}>{one.title}</a> 没有帮助 {one.unhelpful}，有帮助{' '}
            {one.helpful}
            {one.reasons.length > 0 && <span className="hint">：{one.reasons.join('；')}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
