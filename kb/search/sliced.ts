import { setImmediate } from 'node:timers/promises'

/** A server answers chats while an index is built: no slice is longer than this. */
const SLICE_MS = 10

/** Work in small steps, told by `yield`. */
export type Steps<T> = Generator<void, T>

/** Runs all steps at once. */
export function runNow<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Runs the steps in slices, with a turn of the event loop between them. */
export async function runSliced<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - since < SLICE_MS) continue
    await setImmediate()
    since = performance.now()
  }
}
