import type { DriverContext, JobDriver } from './job-driver.ts'
import { createJobSlots } from './job-slots.ts'
import { type Poller, startPoller } from './poller.ts'

/** Every process looks at the table itself, twice a second and whenever it is hurried. Leases keep several apart. */
export function createLocalDriver(context: DriverContext): JobDriver {
  let poller: Poller | undefined
  const slots = createJobSlots(context, context.concurrency, () => poller?.wake())
  return {
    start: async () => {
      poller = startPoller(
        context.timing.pollMs,
        async () => {
          await slots.fill()
          // A freed slot wakes the poller, so there is no need to come back earlier.
          return false
        },
        (err) => context.log.warn({ err }, 'job table not reachable; trying again'),
      )
    },
    stop: async () => {
      await poller?.stop()
      await slots.idle()
    },
    hurry: () => poller?.wake(),
  }
}
