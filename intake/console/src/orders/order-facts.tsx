import { Descriptions } from 'antd'
import type { OrderDetail } from '../../../protocol/console-api.ts'
import { pagesFor } from '../layout/pages.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { EvidenceSent } from '../shared/evidence-sent.tsx'
import { showStamp } from '../shared/times.ts'
import { useNow } from '../shared/use-now.ts'
import { EventTimeline } from './event-timeline.tsx'
import { DueChip } from './order-list.tsx'

const unitRoles = { lead: '主办', supporting: '协办', copy: '抄送' } as const

/** What the citizen asked for. */
export function OrderHead({ order }: { order: OrderDetail }) {
  return (
    <>
      <h2 className="request-title">{order.title}</h2>
      <p className="words">{order.description}</p>
      <EvidenceSent attachments={order.attachments} pin={order.pin} />
    </>
  )
}

/** The number that the citizen has; who dispatches goes on to why it was dispatched so. */
function RequestNumber({ order }: { order: OrderDetail }) {
  const { me } = useConsole()
  const dispatches = pagesFor(me.roles).some(({ page }) => page === 'dispatch')
  if (!dispatches) return order.request_no
  return (
    <span className="inline">
      {order.request_no}
      <a href={linkTo('dispatch', order.request_id)}>
        {order.dispatched_at === null ? '去派单' : '看派单依据'}
      </a>
    </span>
  )
}

/** Everything else that a unit or an onlooker reads of an order. */
export function OrderFacts({ order }: { order: OrderDetail }) {
  const now = useNow()
  const rows = [
    { label: '工单编号', content: order.order_no },
    { label: '受理编号', content: <RequestNumber order={order} /> },
    { label: '状态', content: order.status_text },
    {
      label: '办理期限',
      content: (
        <span className="inline">
          {order.due_at === null ? '未定' : `${showStamp(order.due_at)} 前`}
          <DueChip item={order} now={now} />
        </span>
      ),
    },
    {
      label: '派单时间',
      content: order.dispatched_at === null ? '尚未派单' : showStamp(order.dispatched_at),
    },
    { label: '诉求类型', content: order.kind_text || '—' },
    { label: '事项', content: order.class_text || '—' },
    { label: '地点', content: [order.place_text, order.address].filter(Boolean).join(' ') || '—' },
    {
      label: '承办单位',
      content:
        order.units.map((unit) => `${unit.name}（${unitRoles[unit.role]}）`).join('、') || '未派单',
    },
    ...(order.legal_basis === '' ? [] : [{ label: '职责依据', content: order.legal_basis }]),
  ]
  return (
    <>
      <Descriptions
        size="small"
        bordered
        column={{ xs: 1, sm: 1, md: 1, lg: 2, xl: 2, xxl: 2 }}
        items={rows.map(({ label, content }) => ({ key: label, label, children: content }))}
      />
      {order.reply !== null && (
        <>
          <h3>反馈内容</h3>
          <p className="words">{order.reply}</p>
        </>
      )}
      <h3>经过</h3>
      <EventTimeline events={order.events} />
    </>
  )
}
