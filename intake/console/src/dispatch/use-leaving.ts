import { useEffect, useRef, useState } from 'react'
import type { DispatchResult } from '../api/console-client.ts'
import { ApiError } from '../api/http.ts'
import { useConsole } from '../session/console-context.ts'
import { errorText } from '../shared/states.tsx'
import { type StoredForm, storeForm } from './form-store.ts'

/** An order that this person has confirmed and that has not left yet. */
export interface Leaving {
  requestId: string
  orderNo: string
  leavesAt: number
  unchanged: boolean
  /** The form as it was sent: it is there again after an undo. Null on the page of sure ones. */
  form: StoredForm | null
  /** Why it could not be called back. */
  failed: string | null
}

export interface LeavingOrders {
  orders: Leaving[]
  now: number
  add: (requestId: string, result: DispatchResult, form: StoredForm | null) => void
  /** Calls one back, or the newest. */
  undo: (requestId?: string) => void
  dismiss: (requestId: string) => void
}

const TICK_MS = 250
/** How long "it has left" stays readable. */
const AFTER_MS = 1500

/** Confirmed orders count down beside the work; the server decides whether an undo came in time. */
export function useLeaving(onUndone: (requestId: string) => void): LeavingOrders {
  const { client, me } = useConsole()
  const [orders, setOrders] = useState<Leaving[]>([])
  const [now, setNow] = useState(Date.now())
  const latest = useRef(orders)
  latest.current = orders
  const busy = useRef(new Set<string>())
  const counting = orders.length > 0
  useEffect(() => {
    if (!counting) return
    const handle = setInterval(() => {
      const at = Date.now()
      setNow(at)
      setOrders((old) => (old.some((o) => isOver(o, at)) ? old.filter((o) => !isOver(o, at)) : old))
    }, TICK_MS)
    return () => clearInterval(handle)
  }, [counting])

  const drop = (id: string) => setOrders((old) => old.filter((o) => o.requestId !== id))
  const undo = async (order: Leaving) => {
    const { requestId, form } = order
    if (busy.current.has(requestId)) return
    busy.current.add(requestId)
    try {
      await client.undo(requestId)
      if (form) storeForm({ userId: me.id, requestId }, form)
      drop(requestId)
      onUndone(requestId)
    } catch (error) {
      const failed = error instanceof ApiError ? error.message : errorText(error)
      setOrders((old) => old.map((o) => (o.requestId === requestId ? { ...o, failed } : o)))
    }
    busy.current.delete(requestId)
  }
  return {
    orders,
    now,
    add: (requestId, result, form) => {
      if (result.leaves_at === null) return
      const order = {
        requestId,
        orderNo: result.order_no,
        leavesAt: Date.parse(result.leaves_at),
        unchanged: result.diff.unchanged,
        form,
        failed: null,
      }
      setNow(Date.now())
      setOrders((old) => [...old.filter((o) => o.requestId !== requestId), order])
    },
    undo: (requestId) => {
      const open = latest.current.filter((o) => o.leavesAt > Date.now())
      const order =
        requestId === undefined ? open.at(-1) : open.find((o) => o.requestId === requestId)
      if (order) void undo(order)
    },
    dismiss: drop,
  }
}

const isOver = (order: Leaving, at: number) =>
  order.failed === null && at > order.leavesAt + AFTER_MS
