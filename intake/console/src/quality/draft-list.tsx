import { App, Button, Tag } from 'antd'
import type { CatalogueDraft } from '../../../protocol/quality-api.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading, Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import type { Loaded } from '../shared/use-load.ts'

const stateTexts = { open: '待处理', taken: '已采纳', dismissed: '不采纳' } as const

/** Rows for the pack's owner: to copy or to download. Taking one over is a new version of the pack, never an edit here. */
export function DraftList({ drafts }: { drafts: Loaded<CatalogueDraft[]> }) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const { data, error, reload } = drafts
  if (!data) {
    return error === null ? <Loading rows={4} /> : <ErrorNote error={error} onRetry={reload} />
  }
  if (data.length === 0) return <Nothing text="还没有草稿。在“按派单目录”里点“起草目录修改”。" />
  const settle = async (id: string, state: 'taken' | 'dismissed') => {
    try {
      await client.settleDraft(id, state)
    } catch (refused) {
      void message.error(errorText(refused))
    }
    reload()
  }
  return (
    <ul>
      {data.map((draft) => (
        <li key={draft.draft_id} className="question">
          <p>
            <strong>{draft.reason}</strong> <Tag>{stateTexts[draft.state]}</Tag>
            <span className="hint">
              {draft.by} {showStamp(draft.at)}
            </span>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a row that scrolls must be reached by keyboard */}
          <pre className="csv" tabIndex={0}>
            {draft.csv}
          </pre>
          <p className="card-actions">
            <Button size="small" onClick={() => download(draft)}>
              下载 CSV
            </Button>
            {draft.state === 'open' && (
              <>
                <Button size="small" onClick={() => void settle(draft.draft_id, 'dismissed')}>
                  不采纳
                </Button>
                <Button
                  size="small"
                  type="primary"
                  onClick={() => void settle(draft.draft_id, 'taken')}
                >
                  已写入数据包
                </Button>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}

function download({ csv, line }: CatalogueDraft): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `catalogue-${line}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
