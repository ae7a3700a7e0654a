const FIRST_MS = 800
const LONGEST_MS = 30_000

/**
 * Wait before connection attempt `attempt` (0 = the first retry): doubled each time, with jitter, so that a restarted
 * server is not met by everybody in the same second. `random` is in [0, 1).
 */
export function backoffDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16))
  return Math.round(full / 2 + (full / 2) * random)
}
