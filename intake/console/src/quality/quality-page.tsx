import { Segmented, Tabs } from 'antd'
import { useState } from 'react'
import type { QualityKey } from '../api/review-client.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { AcceptanceFigures } from './acceptance-figures.tsx'
import { DraftList } from './draft-list.tsx'
import { KeyTable } from './key-table.tsx'

const spans = [
  { value: 7, label: '近 7 天' },
  { value: 28, label: '近 4 周' },
  { value: 91, label: '近 13 周' },
]

const keys = [
  { key: 'line', label: '按派单目录' },
  { key: 'unit', label: '按主办单位' },
  { key: 'class', label: '按事项' },
] as const satisfies readonly { key: QualityKey; label: string }[]

/** 派单质量: how far the proposals can be trusted, and where the catalogue should change. All from the ledger. */
export function QualityPage() {
  const { client } = useConsole()
  const [days, setDays] = useState(28)
  const { data, error, reload } = useLoad(() => client.acceptance(days), String(days))
  const drafts = useLoad(() => client.catalogueDrafts(), 'drafts')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by keyboard
    <section className="quality" aria-label="派单质量" tabIndex={0}>
      <header className="quality-head">
        <h2>派单质量</h2>
        <Segmented<number> aria-label="时间范围" options={spans} value={days} onChange={setDays} />
      </header>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === null && error === null && <Loading rows={4} />}
      {data && <AcceptanceFigures figures={data} />}
      <Tabs
        destroyOnHidden
        // All four fit on a phone: the menu for those that do not is no tab, and stands in the list of tabs.
        size="small"
        tabBarGutter={12}
        items={[
          ...keys.map(({ key, label }) => ({
            key,
            label,
            children: <KeyTable by={key} days={days} onDrafted={drafts.reload} />,
          })),
          {
            key: 'drafts',
            label: `目录修改草稿 ${openCount(drafts.data)}`,
            children: <DraftList drafts={drafts} />,
          },
        ]}
      />
    </section>
  )
}

const openCount = (drafts: { state: string }[] | null) =>
  drafts?.filter(({ state }) => state === 'open').length ?? ''
