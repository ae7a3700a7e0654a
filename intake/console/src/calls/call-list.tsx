import { Button, Tag } from 'antd'
import type { CallItem } from '../../../protocol/call-api.ts'
import { linkTo } from '../router.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import type { Loaded } from '../shared/use-load.ts'

interface CallListProps {
  loaded: Loaded<{ items: CallItem[] }>
  selected: string | null
  onNew: () => void
}

/** Running calls and those that wait to be filed, the operator's own first. */
export function CallList({ loaded, selected, onNew }: CallListProps) {
  const { data, error, reload } = loaded
  return (
    <section className="queue calls-list" aria-label="来电">
      <div className="panel-head">
        <h2>
          来电 <span>{data ? `${data.items.length} 通` : ''}</span>
        </h2>
        <Button size="small" type="primary" onClick={onNew}>
          新建录入 <kbd>Alt N</kbd>
        </Button>
      </div>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === null && error === null && <Loading rows={6} />}
      {data?.items.length === 0 && <Nothing text="没有进行中的来电，接通后会自动出现。" />}
      <ol className="queue-list">
        {data?.items.map((item) => (
          <li key={item.id}>
            <a
              href={linkTo('calls', item.id)}
              className="queue-item"
              aria-current={item.id === selected ? 'true' : undefined}
            >
              <span className="queue-title">{item.title || titleOf(item)}</span>
              <span className="chips">
                {item.emergency && <Tag color="#b3121f">紧急</Tag>}
                <Tag className={item.state === 'live' ? 'band-high' : 'band-none'}>
                  {stateText(item)}
                </Tag>
                {item.mine && <Tag className="band-none">我的</Tag>}
              </span>
              <span className="queue-meta">
                {item.caller || '号码未知'} · {showStamp(item.started_at)}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}

const titleOf = (item: CallItem) => (item.origin === 'manual' ? '手工录入' : '新来电')

function stateText(item: CallItem): string {
  if (item.origin === 'manual') return '录入中'
  return item.state === 'live' ? '通话中' : '待提交'
}
