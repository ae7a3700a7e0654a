import { useCallback, useEffect, useRef, useState } from 'react'
import type { AlarmItem } from '../../../protocol/reception-api.ts'
import { useFallbackRefresh, useLive } from '../live/use-live.ts'
import { useConsole } from '../session/console-context.ts'

const alarmed = ['operator', 'dispatcher', 'reviewer'] as const

const concerning = ['alarm', 'reception-changed', 'call-changed', 'request-arrived']

/** The alarms that nobody has seen: read when the screen opens and whenever the live line says so, so that none is missed. */
export function useAlarms(): { alarms: AlarmItem[]; reload: () => void; failed: boolean } {
  const { me, client } = useConsole()
  const concerned = alarmed.some((role) => me.roles.includes(role))
  const [alarms, setAlarms] = useState<AlarmItem[]>([])
  const [failed, setFailed] = useState(false)
  const round = useRef(0)
  const reload = useCallback(() => {
    if (!concerned) return
    round.current += 1
    const mine = round.current
    client.alarms(true).then(
      (found) => {
        if (mine !== round.current) return
        setAlarms(found)
        setFailed(false)
      },
      () => setFailed(true),
    )
  }, [client, concerned])
  useEffect(reload, [reload])
  useLive((frame) => {
    // A call that changes may have been put through or closed; a request that arrives may be what an alarm was about.
    if (concerning.includes(frame.type)) reload()
  })
  useFallbackRefresh(reload)
  return { alarms, reload, failed }
}
