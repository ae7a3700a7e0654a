import { Alert, Button, Tag } from 'antd'
import type { OrderItem } from '../../../protocol/console-api.ts'
import { linkTo } from '../router.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { showStamp, timeLeft } from '../shared/times.ts'
import { useNow } from '../shared/use-now.ts'
import type { Orders } from './use-orders.ts'

interface OrderListProps {
  orders: Orders
  page: string
  selected: string | null
  emptyText: string
}

export function OrderList({ orders, page, selected, emptyText }: OrderListProps) {
  const now = useNow()
  const { items } = orders
  return (
    <>
      {!orders.connected && (
        <Alert type="warning" banner title="实时连接已断开，每 15 秒自动刷新一次。" />
      )}
      {orders.error !== null && <ErrorNote error={orders.error} onRetry={orders.reload} />}
      {items === null && orders.error === null && <Loading rows={8} />}
      {items?.length === 0 && <Nothing text={emptyText} />}
      <ol className="queue-list">
        {items?.map((item) => (
          <li key={item.order_id}>
            <a
              href={linkTo(page, item.order_id)}
              className="queue-item"
              aria-current={item.order_id === selected ? 'true' : undefined}
            >
              <span className="queue-title">{item.title}</span>
              <span className="chips">
                <Tag>{item.status_text}</Tag>
                <DueChip item={item} now={now} />
                {item.role === 'supporting' && <Tag>协办</Tag>}
                {item.role === 'copy' && <Tag>抄送</Tag>}
              </span>
              <span className="queue-meta">
                {item.class_text || '未分类'} · {item.place_text || '地点未定'}
              </span>
              <span className="queue-meta">
                {item.order_no} ·{' '}
                {item.dispatched_at === null ? '尚未派单' : `${showStamp(item.dispatched_at)} 派单`}
              </span>
            </a>
          </li>
        ))}
      </ol>
      {orders.more && (
        <Button type="link" block onClick={orders.loadMore}>
          加载更多
        </Button>
      )}
    </>
  )
}

const running = ['dispatched', 'handling', 'objected', 'deferred', 'following_up']
const SOON_MS = 2 * 3_600_000

/** Time left while somebody still has to act; the server's word on lateness counts. */
export function DueChip({ item, now }: { item: OrderItem; now: number }) {
  if (item.due_at === null) return null
  if (!running.includes(item.status)) {
    return item.overdue ? <Tag className="left-over">超期</Tag> : null
  }
  const left = timeLeft(item.due_at, now, SOON_MS)
  const text =
    item.overdue || left.state === 'over' ? `超期 ${left.text.replace('已超 ', '')}` : left.text
  return <Tag className={`left-${left.state}`}>{text}</Tag>
}
