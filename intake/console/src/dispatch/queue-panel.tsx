import { Alert, Button, Tag } from 'antd'
import { useEffect, useRef } from 'react'
import type { QueueItem } from '../../../protocol/console-api.ts'
import { linkTo } from '../router.ts'
import { channelText } from '../shared/labels.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { timeLeft } from '../shared/times.ts'
import { useNow } from '../shared/use-now.ts'
import { useBands } from './bands.ts'
import { ConfidenceChip } from './confidence-chip.tsx'
import { sureItems } from './sure-items.ts'
import type { Queue } from './use-queue.ts'

interface QueuePanelProps {
  queue: Queue
  selected: string | null
  myName: string
  onHelp: () => void
}

export function QueuePanel({ queue, selected, myName, onHelp }: QueuePanelProps) {
  const now = useNow()
  const { items } = queue
  const sure = sureItems(items ?? [], { myName, bands: useBands() }).length
  return (
    <section className="queue" aria-label="待派单队列">
      <div className="panel-head">
        <h2>
          待派单 <span>{items ? `${items.length}${queue.more ? '+' : ''} 件` : ''}</span>
        </h2>
        <button type="button" className="link" onClick={onHelp}>
          键盘操作 ?
        </button>
      </div>
      {sure > 0 && (
        <a className="sure-link" href={linkTo('dispatch', 'sure')}>
          把握高的 {sure} 件，逐件快速确认 <kbd>f</kbd>
        </a>
      )}
      {!queue.connected && (
        <Alert type="warning" banner title="实时连接已断开，每 15 秒自动刷新一次。" />
      )}
      {queue.error !== null && <ErrorNote error={queue.error} onRetry={queue.reload} />}
      {items === null && queue.error === null && <Loading rows={8} />}
      {items?.length === 0 && <Nothing text="没有待派单的诉求，有新的会自动出现。" />}
      <ol className="queue-list">
        {items?.map((item) => (
          <QueueRow
            key={item.request_id}
            item={item}
            now={now}
            selected={item.request_id === selected}
            myName={myName}
          />
        ))}
      </ol>
      {queue.more && (
        <Button type="link" block onClick={queue.loadMore}>
          加载更多
        </Button>
      )}
    </section>
  )
}

/** Who is to handle it, or why nobody is. */
function ownerText({ lead_text, triage }: QueueItem): string {
  if (lead_text !== '') return lead_text
  return triage === null || triage === 'dispatch' ? '单位待定' : '建议不派单'
}

interface QueueRowProps {
  item: QueueItem
  now: number
  selected: boolean
  myName: string
}

function QueueRow({ item, now, selected, myName }: QueueRowProps) {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (selected) link.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const left = timeLeft(item.dispatch_due_at, now, 30 * 60_000)
  const others = item.claimed_by !== null && item.claimed_by !== myName
  return (
    <li>
      <a
        ref={link}
        href={linkTo('dispatch', item.request_id)}
        className="queue-item"
        aria-current={selected ? 'true' : undefined}
      >
        <span className="queue-title">{item.title}</span>
        <span className="chips">
          {item.emergency && <Tag color="#b3121f">紧急</Tag>}
          {item.sensitive && <Tag color="#7a3ea1">敏感</Tag>}
          <Tag className={`left-${left.state}`}>{left.text}</Tag>
          <ConfidenceChip of={item} />
          {item.waiting && <Tag>等市民答复</Tag>}
          {item.answered && <Tag className="band-high">市民已答复</Tag>}
          {item.consulting && <Tag>会商中</Tag>}
          {item.duplicates > 0 && <Tag>疑似重复 {item.duplicates}</Tag>}
          {item.part_no !== null && <Tag>拆分件 {item.part_no}</Tag>}
          {others && <Tag>{item.claimed_by} 正在处理</Tag>}
        </span>
        <span className="queue-meta">
          {ownerText(item)} · {item.place_text || '地点待定'}
        </span>
        <span className="queue-meta">
          {channelText(item.channel)} · {item.request_no}
        </span>
      </a>
    </li>
  )
}
