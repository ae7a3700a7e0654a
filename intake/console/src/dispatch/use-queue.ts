import { useCallback, useEffect, useRef, useState } from 'react'
import type { QueueItem } from '../../../protocol/console-api.ts'
import type { ConsoleClient } from '../api/console-client.ts'
import { useFallbackRefresh, useLive } from '../live/use-live.ts'
import { useConsole } from '../session/console-context.ts'
import { useLoad } from '../shared/use-load.ts'

export interface Queue {
  items: QueueItem[] | null
  error: unknown
  more: boolean
  connected: boolean
  loadMore: () => void
  reload: () => void
  /** Takes a request out at once that has just been dispatched; the next reading tells the truth again. */
  drop: (requestId: string) => void
}

const SETTLE_MS = 250

/** The queue in the server's order, read again shortly after each live hint. */
export function useQueue(onChanged: (requestId: string) => void): Queue {
  const { client } = useConsole()
  const [pages, setPages] = useState(1)
  const loaded = useLoad(() => loadPages(client, pages), 'queue')
  const { reload } = loaded
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const soon = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(reload, SETTLE_MS)
  }, [reload])
  useEffect(() => () => clearTimeout(timer.current), [])
  useLive((frame) => {
    if (frame.type !== 'request-arrived' && frame.type !== 'request-changed') return
    soon()
    onChanged(frame.request_id)
  })
  const connected = useFallbackRefresh(reload)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one more page is read when it is asked for
  useEffect(() => {
    if (pages > 1) reload()
  }, [pages])
  const [dropped, setDropped] = useState<{ id: string; from: unknown }>({ id: '', from: null })
  const items = loaded.data?.items ?? null
  const gone = dropped.from === loaded.data ? dropped.id : ''
  return {
    items: items?.filter((item) => item.request_id !== gone) ?? null,
    error: loaded.error,
    more: loaded.data?.more ?? false,
    connected,
    loadMore: () => setPages((old) => old + 1),
    reload,
    drop: (id) => {
      setDropped({ id, from: loaded.data })
      reload()
    },
  }
}

async function loadPages(client: ConsoleClient, pages: number) {
  const items: QueueItem[] = []
  let cursor: string | null = null
  for (let page = 0; page < pages; page += 1) {
    const read = await client.queue(cursor)
    items.push(...read.items)
    cursor = read.next_cursor
    if (cursor === null) break
  }
  return { items, more: cursor !== null }
}
