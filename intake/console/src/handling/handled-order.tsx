import { useLive } from '../live/use-live.ts'
import { OrderFacts, OrderHead } from '../orders/order-facts.tsx'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { OrderActions } from './order-actions.tsx'

interface HandledOrderProps {
  orderId: string
  onMoved: (action: string) => void
}

export function HandledOrder({ orderId, onMoved }: HandledOrderProps) {
  const { client } = useConsole()
  const { data, error, reload } = useLoad(() => client.order(orderId), orderId)
  useLive((frame) => {
    if (frame.type === 'order-changed' && frame.order_id === orderId) reload()
  })
  if (!data) {
    return error === null ? <Loading /> : <ErrorNote error={error} onRetry={reload} />
  }
  return (
    <>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      <OrderHead order={data} />
      <OrderActions
        order={data}
        onDone={(action) => {
          reload()
          onMoved(action)
        }}
        onReload={reload}
      />
      <OrderFacts order={data} />
    </>
  )
}
