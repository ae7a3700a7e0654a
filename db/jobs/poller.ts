export interface Poller {
  /** Does the work now, or once more right after the round that is under way. */
  wake(): void
  stop(): Promise<void>
}

/**
 * Repeats `work` every `everyMs`, and at once after a round that returned `true` (there may be more). Rounds never
 * overlap. An error goes to `onError`, and the next round comes in its time.
 */
export function startPoller(
  everyMs: number,
  work: () => Promise<boolean>,
  onError: (error: unknown) => void,
): Poller {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | undefined
  let again = false
  let stopped = false

  const turn = async () => {
    try {
      again = (await work()) || again
    } catch (error) {
      onError(error)
    }
  }
  const run = () => {
    clearTimeout(timer)
    if (stopped) return
    if (round !== undefined) {
      again = true
      return
    }
    again = false
    round = turn().then(() => {
      round = undefined
      if (stopped) return
      if (again) setImmediate(run)
      else timer = setTimeout(run, everyMs)
    })
  }
  run()
  return {
    wake: run,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}
