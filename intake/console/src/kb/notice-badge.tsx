import { useEffect, useState } from 'react'
import { useConsole } from '../session/console-context.ts'
import './notice-badge.css'

/** Whoever writes articles is reminded of them. */
export const writers: readonly string[] = ['reviewer', 'unit', 'supervisor', 'administrator']

const CHANGED = 'jiesu-notices-changed'
const AGAIN_MS = 5 * 60_000
const MOST = 99

/** Says that a reminder may be settled, so that the badges count again. */
export const noticesChanged = () => dispatchEvent(new Event(CHANGED))

/** How many reminders wait for this person; nothing where there are none. */
export function NoticeBadge() {
  const { client, me } = useConsole()
  const writes = me.roles.some((role) => writers.includes(role))
  const [open, setOpen] = useState(0)
  useEffect(() => {
    if (!writes) return
    let gone = false
    const count = () =>
      client.kb.notices(0).then(
        (found) => !gone && setOpen(found.open),
        // The page itself says when the server cannot be reached.
        () => {},
      )
    void count()
    const timer = setInterval(count, AGAIN_MS)
    addEventListener(CHANGED, count)
    return () => {
      gone = true
      clearInterval(timer)
      removeEventListener(CHANGED, count)
    }
  }, [client, writes])
  if (open === 0) return null
  return (
    <span className="badge">
      {open > MOST ? `${MOST}+` : open}
      <span className="sr-only"> 条提醒</span>
    </span>
  )
}
