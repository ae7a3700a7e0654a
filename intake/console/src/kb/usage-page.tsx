import { Segmented } from 'antd'
import { useState } from 'react'
import type { Usage } from '../../../protocol/kb-use-api.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { gapStateTexts } from './kb-texts.ts'
import { UsageArticles } from './usage-articles.tsx'
import { WeekBars, WeekTable } from './week-bars.tsx'

const spans = [
  { value: 4, label: '4 周' },
  { value: 12, label: '12 周' },
  { value: 26, label: '半年' },
]

/** How the articles are used and what is missing: counts alone, of nobody in particular. */
export function UsagePage() {
  const { client } = useConsole()
  const [weeks, setWeeks] = useState(12)
  const loaded = useLoad(() => client.kb.usage(weeks), `kb-usage-${weeks}`)
  const found = loaded.data
  return (
    <div className="kb-usage">
      <div className="kb-filter">
        <Segmented aria-label="时间范围" options={spans} value={weeks} onChange={setWeeks} />
        <span className="hint">
          只记每天的次数，不记是谁；公开页面、查询接口、在线对话和来电中的引用都算。
        </span>
      </div>
      {loaded.error !== null && <ErrorNote error={loaded.error} onRetry={loaded.reload} />}
      {!found && loaded.error === null && <Loading />}
      {found && (
        <>
          <WeekBars weeks={found.weeks} />
          <details>
            <summary>各周的数字</summary>
            <WeekTable weeks={found.weeks} />
          </details>
          <Gaps found={found} />
          <UsageArticles articles={found.articles} />
        </>
      )}
    </div>
  )
}

function Gaps({ found }: { found: Usage }) {
  return (
    <section aria-label="缺口单">
      <h2>缺口单</h2>
      <p>
        {found.gaps.map(({ state, count }) => (
          <span key={state} className="kb-count">
            {gapStateTexts[state as keyof typeof gapStateTexts] ?? state} <b>{count}</b>
          </span>
        ))}
        {found.gaps.length === 0 && '还没有缺口单。'}
      </p>
      {found.owners.length > 0 && (
        <ul className="bullets">
          {found.owners.map(({ owner, open, asked }) => (
            <li key={owner}>
              {owner || '未定单位'}：未解决 {open} 张，问过 {asked} 次
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
