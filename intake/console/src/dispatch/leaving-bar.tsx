import { Button } from 'antd'
import type { LeavingOrders } from './use-leaving.ts'

/** The last chance, in sight of the work: what leaves in how many seconds, and the button that calls it back. */
export function LeavingBar({ leaving }: { leaving: LeavingOrders }) {
  const { orders, now, undo, dismiss } = leaving
  if (orders.length === 0) return null
  const newest = orders.at(-1)?.requestId
  return (
    <div className="leaving" role="status" aria-label="即将派出的工单">
      {orders.map((order) => {
        const left = Math.max(0, Math.ceil((order.leavesAt - now) / 1000))
        return (
          <p key={order.requestId} className={order.failed === null ? '' : 'wrong'}>
            <strong>{order.orderNo}</strong>
            <span>{order.failed ?? stateText(left, order.unchanged)}</span>
            {order.failed === null && left > 0 && (
              <Button size="small" onClick={() => undo(order.requestId)}>
                撤销 {order.requestId === newest && <kbd>z</kbd>}
              </Button>
            )}
            {order.failed !== null && (
              <Button size="small" onClick={() => dismiss(order.requestId)}>
                知道了
              </Button>
            )}
          </p>
        )
      })}
    </div>
  )
}

function stateText(left: number, unchanged: boolean): string {
  const how = unchanged ? '与建议一致' : '有改动'
  return left > 0 ? `已确认（${how}），${left} 秒后派出` : '已派出'
}
