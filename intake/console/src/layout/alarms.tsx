import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { ConsoleServerFrame } from '../../../protocol/console-api.ts'
import { useLive } from '../live/use-live.ts'
import { useConsole } from '../session/console-context.ts'
import { showStamp } from '../shared/times.ts'

type Alarm = Extract<ConsoleServerFrame, { type: 'alarm' }>

const alarmed = ['operator', 'dispatcher', 'reviewer'] as const

/** R11-1: danger in a conversation reaches the people on duty at once, and stays until one has seen it. */
export function Alarms() {
  const { me } = useConsole()
  const [alarms, setAlarms] = useState<Alarm[]>([])
  const concerned = alarmed.some((role) => me.roles.includes(role))
  useLive((frame) => {
    if (frame.type !== 'alarm' || !concerned) return
    setAlarms((old) =>
      old.some((other) => sameAlarm(other, frame)) ? old : [...old, frame].slice(-5),
    )
  })
  return (
    <div className="alarms" role="alert">
      {alarms.map((alarm) => (
        <Alert
          key={`${alarm.conversation_id}${alarm.at}`}
          type="error"
          showIcon
          banner
          title={`紧急：已提示市民拨打 ${alarm.number}（${showStamp(alarm.at)}）`}
          description={alarm.text}
          action={
            <Button
              danger
              size="small"
              onClick={() => setAlarms((old) => old.filter((other) => other !== alarm))}
            >
              已知悉
            </Button>
          }
        />
      ))}
    </div>
  )
}

function sameAlarm(a: Alarm, b: Alarm): boolean {
  return a.conversation_id === b.conversation_id && a.at === b.at
}
