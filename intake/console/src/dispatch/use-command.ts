import { useRef, useState } from 'react'

export interface Command {
  busy: boolean
  error: unknown
  /** Runs once at a time; true when it was taken. What failed keeps its words on the screen. */
  run: (work: () => Promise<unknown>) => Promise<boolean>
}

export function useCommand(onDone: () => void): Command {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const running = useRef(false)
  const run = async (work: () => Promise<unknown>) => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setError(null)
    let taken = false
    try {
      await work()
      taken = true
      onDone()
    } catch (refused) {
      setError(refused)
    }
    running.current = false
    setBusy(false)
    return taken
  }
  return { busy, error, run }
}
