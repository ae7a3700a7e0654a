import { useEffect, useRef, useState } from 'react'
import type { OrderItem } from '../../../protocol/console-api.ts'
import type { ConsoleClient } from '../api/console-client.ts'
import { useFallbackRefresh, useLive } from '../live/use-live.ts'
import { useConsole } from '../session/console-context.ts'
import { useLoad } from '../shared/use-load.ts'

export interface Orders {
  items: OrderItem[] | null
  error: unknown
  more: boolean
  connected: boolean
  loadMore: () => void
  reload: () => void
}

const SETTLE_MS = 250

/** Orders in some statuses and with some words, inside what the server lets this person see; renewed on live hints. */
export function useOrders(status: readonly string[], search = ''): Orders {
  const { client } = useConsole()
  const [pages, setPages] = useState(1)
  const loaded = useLoad(
    () => loadPages({ client, status, search, pages }),
    `${status.join()}/${search}/${pages}`,
  )
  const { reload } = loaded
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLive((frame) => {
    if (frame.type !== 'order-changed' && frame.type !== 'request-changed') return
    clearTimeout(timer.current)
    timer.current = setTimeout(reload, SETTLE_MS)
  })
  const connected = useFallbackRefresh(reload)
  return {
    items: loaded.data?.items ?? null,
    error: loaded.error,
    more: loaded.data?.more ?? false,
    connected,
    loadMore: () => setPages((old) => old + 1),
    reload,
  }
}

async function loadPages(from: {
  client: ConsoleClient
  status: readonly string[]
  search: string
  pages: number
}) {
  const items: OrderItem[] = []
  let cursor: string | null = null
  for (let page = 0; page < from.pages; page += 1) {
    const read = await from.client.orders({ status: from.status, search: from.search, cursor })
    items.push(...read.items)
    cursor = read.next_cursor
    if (cursor === null) break
  }
  return { items, more: cursor !== null }
}
