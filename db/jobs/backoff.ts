const FIRST_MS = 1_000
const FACTOR = 4
const LONGEST_MS = 3_600_000

/**
 * Pause before the next attempt: 1 s, 4 s, 16 s, 1 min, 4 min, 17 min, 1 h, then every hour. `random` (0 to 1) moves it
 * by a fifth either way, so that jobs that failed together do not come back together.
 */
export function backoffMs(attempts: number, random = Math.random()): number {
  const pause = Math.min(FIRST_MS * FACTOR ** (attempts - 1), LONGEST_MS)
  return Math.round(pause * (0.8 + 0.4 * random))
}
