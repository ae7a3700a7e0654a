import { useRef, useState } from 'react'
import type { OrderActionBody } from '../api/console-client.ts'
import { ApiError } from '../api/http.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'

export interface OrderActionRunner {
  sending: boolean
  error: unknown
  /** True when it was taken; an action whose answer got lost is repeated under the same id. */
  run: (action: string, body: Omit<OrderActionBody, 'client_action_id'>) => Promise<boolean>
}

export function useOrderAction(orderId: string): OrderActionRunner {
  const { client } = useConsole()
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const busy = useRef(false)
  const pressed = useRef<{ what: string; id: string } | null>(null)

  const run: OrderActionRunner['run'] = async (action, body) => {
    if (busy.current) return false
    busy.current = true
    setSending(true)
    setError(null)
    const what = JSON.stringify([action, body])
    if (pressed.current?.what !== what) pressed.current = { what, id: newActionId() }
    let taken = false
    try {
      await client.act({ orderId, action }, { ...body, client_action_id: pressed.current.id })
      pressed.current = null
      taken = true
    } catch (refused) {
      if (refused instanceof ApiError && refused.status > 0) pressed.current = null
      setError(refused)
    }
    busy.current = false
    setSending(false)
    return taken
  }
  return { sending, error, run }
}
