import { Tabs } from 'antd'
import { useState } from 'react'
import { OrderList } from '../orders/order-list.tsx'
import { useOrders } from '../orders/use-orders.ts'
import { Nothing } from '../shared/states.tsx'
import { HandledOrder } from './handled-order.tsx'

const tabs = [
  { key: 'waiting', label: '待签收', status: ['dispatched'] },
  { key: 'running', label: '办理中', status: ['handling', 'objected', 'deferred'] },
  { key: 'answered', label: '已反馈', status: ['replied', 'following_up', 'closed'] },
] as const
type TabKey = (typeof tabs)[number]['key']

const emptyTexts: Record<TabKey, string> = {
  waiting: '没有待签收的工单，新派来的会自动出现。',
  running: '没有正在办理的工单。',
  answered: '还没有已反馈的工单。',
}

/** 办理工作台: a unit's own orders, from acknowledging to the reply (R13, R15). */
export function HandlingPage({ orderId }: { orderId: string | null }) {
  const [tab, setTab] = useState<TabKey>('waiting')
  const status = tabs.find((entry) => entry.key === tab)?.status ?? []
  const orders = useOrders(status)
  return (
    <div className="orders">
      <section className="queue" aria-label="本单位工单">
        <Tabs
          className="order-tabs"
          size="small"
          activeKey={tab}
          items={tabs.map(({ key, label }) => ({ key, label }))}
          onChange={(key) => setTab(key as TabKey)}
        />
        <OrderList orders={orders} page="handling" selected={orderId} emptyText={emptyTexts[tab]} />
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by keyboard */}
      <section className="order" aria-label="工单详情" tabIndex={0}>
        {orderId === null ? (
          <Nothing text="选一张工单查看。" />
        ) : (
          <HandledOrder
            key={orderId}
            orderId={orderId}
            onMoved={(action) => {
              orders.reload()
              if (action === 'acknowledge') setTab('running')
              if (action === 'reply') setTab('answered')
            }}
          />
        )}
      </section>
    </div>
  )
}
