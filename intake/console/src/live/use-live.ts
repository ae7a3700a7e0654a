import { useEffect, useRef, useState } from 'react'
import type { ConsoleServerFrame } from '../../../protocol/console-api.ts'
import { useConsole } from '../session/console-context.ts'

/** Calls with each live frame while the screen is shown. */
export function useLive(onFrame: (frame: ConsoleServerFrame) => void): void {
  const { live } = useConsole()
  const latest = useRef(onFrame)
  latest.current = onFrame
  useEffect(() => live.subscribe((frame) => latest.current(frame)), [live])
}

export function useLiveStatus(): boolean {
  const { live } = useConsole()
  const [connected, setConnected] = useState(true)
  useEffect(() => live.subscribeStatus(setConnected), [live])
  return connected
}

const REFRESH_MS = 15_000

/** Reads again while the live line is down, when it is back, and when the page is seen again. */
export function useFallbackRefresh(reload: () => void): boolean {
  const connected = useLiveStatus()
  const latest = useRef(reload)
  latest.current = reload
  const first = useRef(true)
  useEffect(() => {
    if (connected) {
      if (!first.current) latest.current()
      first.current = false
      return
    }
    first.current = false
    const handle = setInterval(() => latest.current(), REFRESH_MS)
    return () => clearInterval(handle)
  }, [connected])
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'visible') latest.current()
    }
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [])
  return connected
}
