import { Alert, App, Button } from 'antd'
import type { OrderDetail } from '../../../protocol/console-api.ts'
import { ErrorNote } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { ReplyForm } from './reply-form.tsx'
import { RevealContact } from './reveal-contact.tsx'
import { useOrderAction } from './use-order-action.ts'

interface OrderActionsProps {
  order: OrderDetail
  onDone: (action: string) => void
  onReload: () => void
}

/** What the unit may do now: exactly what the server's transition table allows. */
export function OrderActions({ order, onDone, onReload }: OrderActionsProps) {
  const { message } = App.useApp()
  const { sending, error, run } = useOrderAction(order.order_id)
  const version = order.order_version

  const acknowledge = async () => {
    if (!(await run('acknowledge', { order_version: version, text: '' }))) return
    void message.success('已签收，开始办理')
    onDone('acknowledge')
  }
  const reply = async (text: string, resolution: 'solved' | 'partly' | 'not_solved') => {
    const taken = await run('reply', { order_version: version, text, resolution })
    if (taken) {
      void message.success('已反馈')
      onDone('reply')
    }
    return taken
  }

  return (
    <div className="order-actions">
      {error !== null && <ErrorNote error={error} onRetry={onReload} />}
      {order.actions.includes('acknowledge') && (
        <Alert
          type="info"
          showIcon
          title={`请签收。办理期限从派单时算起，${showStamp(order.due_at)} 前办理并反馈。`}
          action={
            <Button type="primary" loading={sending} onClick={() => void acknowledge()}>
              签收
            </Button>
          }
        />
      )}
      {order.actions.includes('reply') && (
        <ReplyForm orderId={order.order_id} sending={sending} onReply={reply} />
      )}
      <RevealContact order={order} />
    </div>
  )
}
