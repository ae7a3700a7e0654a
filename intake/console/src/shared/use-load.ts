import { useCallback, useEffect, useRef, useState } from 'react'

export interface Loaded<T> {
  data: T | null
  error: unknown
  loading: boolean
  /** Reads again; what is shown stays until the new answer is there. */
  reload: () => void
}

/** Reads something for a screen. A late answer to an earlier question is thrown away. */
export function useLoad<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; data: T | null; error: unknown }>({
    key: '',
    data: null,
    error: null,
  })
  const [loading, setLoading] = useState(true)
  const latest = useRef(load)
  latest.current = load
  const round = useRef(0)

  const run = useCallback(async () => {
    round.current += 1
    const mine = round.current
    setLoading(true)
    try {
      const data = await latest.current()
      if (mine === round.current) setState({ key, data, error: null })
    } catch (error) {
      if (mine === round.current) {
        setState((old) => ({ key, data: old.key === key ? old.data : null, error }))
      }
    }
    if (mine === round.current) setLoading(false)
  }, [key])

  useEffect(() => {
    void run()
    return () => {
      round.current += 1
    }
  }, [run])

  const reload = useCallback(() => void run(), [run])
  const current = state.key === key
  return {
    data: current ? state.data : null,
    error: current ? state.error : null,
    loading: loading || !current,
    reload,
  }
}
