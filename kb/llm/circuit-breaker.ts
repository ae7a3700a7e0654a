/** After so many failures in a row nothing is asked for a while: a dead endpoint must not slow every answer down. */
const FAILURES = 4
const PAUSE_MS = 30_000

export interface CircuitBreaker {
  /** Whether a call may be made; after the pause one is let through to try. */
  mayCall(): boolean
  report(succeeded: boolean): void
}

/** Opens after failures in a row, lets one call through after a pause, closes with its success. */
export function createCircuitBreaker(
  now: () => number,
  { failures = FAILURES, pauseMs = PAUSE_MS } = {},
): CircuitBreaker {
  let inRow = 0
  let openUntil = 0
  return {
    mayCall: () => {
      if (inRow < failures) return true
      if (now() < openUntil) return false
      // The others wait for what this one finds.
      openUntil = now() + pauseMs
      return true
    },
    report: (succeeded) => {
      inRow = succeeded ? 0 : inRow + 1
      if (inRow >= failures) openUntil = now() + pauseMs
    },
  }
}
