import { Select } from 'antd'
import { useState } from 'react'
import { useLive } from '../live/use-live.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { OrderFacts, OrderHead } from './order-facts.tsx'
import { OrderList } from './order-list.tsx'
import { useOrders } from './use-orders.ts'

const filters = [
  { value: '', label: '全部工单' },
  { value: 'dispatched', label: '待签收' },
  { value: 'handling', label: '办理中' },
  { value: 'replied', label: '已反馈' },
  { value: 'following_up', label: '回访中' },
  { value: 'closed', label: '办结' },
]

/** Orders to read for everybody whose own screen comes later: nothing can be changed here. */
export function OrdersPage({ orderId }: { orderId: string | null }) {
  const [status, setStatus] = useState('')
  const orders = useOrders(status === '' ? [] : [status])
  return (
    <div className="orders">
      <section className="queue" aria-label="工单列表">
        <div className="panel-head">
          <h2>工单</h2>
          <Select
            aria-label="按状态筛选"
            size="small"
            options={filters}
            value={status}
            onChange={setStatus}
          />
        </div>
        <OrderList orders={orders} page="orders" selected={orderId} emptyText="没有这样的工单。" />
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by keyboard */}
      <section className="order" aria-label="工单详情" tabIndex={0}>
        {orderId === null ? (
          <Nothing text="选一张工单查看。" />
        ) : (
          <ReadOrder key={orderId} orderId={orderId} />
        )}
      </section>
    </div>
  )
}

function ReadOrder({ orderId }: { orderId: string }) {
  const { client } = useConsole()
  const { data, error, reload } = useLoad(() => client.order(orderId), orderId)
  useLive((frame) => {
    if (frame.type === 'order-changed' && frame.order_id === orderId) reload()
  })
  if (data) {
    return (
      <>
        <OrderHead order={data} />
        <OrderFacts order={data} />
      </>
    )
  }
  return error === null ? <Loading /> : <ErrorNote error={error} onRetry={reload} />
}
