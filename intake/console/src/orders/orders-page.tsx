import { Input, Select } from 'antd'
import { useEffect, useState } from 'react'
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
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const orders = useOrders(status === '' ? [] : [status], search)
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
        <Input
          className="order-search"
          type="search"
          size="small"
          allowClear
          aria-label="搜索工单"
          placeholder="编号、诉求内容、地点或单位"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <OrderList
          orders={orders}
          page="orders"
          selected={orderId}
          emptyText={
            search === ''
              ? '没有这样的工单。'
              : `没有找到“${search}”。换个词，或把状态改为全部工单。`
          }
        />
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

const SETTLE_MS = 300

/** What was typed, once the person pauses. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
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
