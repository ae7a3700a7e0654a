import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `check` gives something true and returns that; throws after `timeoutMs`. */
export async function waitUntil<T>(
  check: () => T | Promise<T>,
  timeoutMs = 25_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const value = await check()
    if (value) return value
    if (Date.now() > end) throw new Error(`not reached within ${timeoutMs} ms: ${check}`)
    await sleep(20)
  }
}
