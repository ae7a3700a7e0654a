/** A timer that holds at most one call: setting it again replaces the former. */
export interface Timer {
  set(ms: number, run: () => void): void
  clear(): void
}

export function createTimer(): Timer {
  let handle: ReturnType<typeof setTimeout> | null = null
  const clear = () => {
    if (handle !== null) clearTimeout(handle)
    handle = null
  }
  return {
    clear,
    set(ms, run) {
      clear()
      handle = setTimeout(() => {
        handle = null
        run()
      }, ms)
    },
  }
}
