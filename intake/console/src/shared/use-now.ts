import { useEffect, useState } from 'react'

/** The time, renewed so often that minutes on the screen are right. */
export function useNow(everyMs = 20_000): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const handle = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(handle)
  }, [everyMs])
  return now
}
