import { type Claim, type ClaimWish, claimJobs } from './job-store.ts'
import { type RunContext, runClaim } from './run-claim.ts'

/** What a claimer may narrow. */
export type Narrowing = Pick<ClaimWish, 'id' | 'dueBefore'>

/** The jobs that this process is running, at most `size` at a time; every driver runs them through here. */
export interface JobSlots {
  /** Claims and starts as many as fit; resolves with their number when they have been started. */
  fill(narrowing?: Narrowing): Promise<number>
  /** Claims and finishes; resolves with their number when they have ended. */
  drain(narrowing?: Narrowing): Promise<number>
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

export function createJobSlots(
  context: RunContext,
  size: number,
  onFree: () => void = () => {},
): JobSlots {
  const running = new Map<string, Promise<void>>()
  // Claims of this process come one after the other: two at once would count the same free slots.
  let claiming: Promise<unknown> = Promise.resolve()

  const claim = (limit: number, narrowing: Narrowing): Promise<Claim[]> =>
    claimJobs(context.database.db, {
      now: context.clock.now(),
      leaseMs: context.leaseMs,
      limit,
      names: [...context.jobs.keys()],
      running: [...running.keys()],
      ...narrowing,
    })
  const start = (claimed: Claim) => {
    const run = runClaim(context, claimed).finally(() => {
      running.delete(claimed.id)
      onFree()
    })
    running.set(claimed.id, run)
    return run
  }
  const claimAndStart = async (narrowing: Narrowing): Promise<Promise<void>[]> => {
    const free = narrowing.id === undefined ? size - running.size : 1
    if (free <= 0) return []
    return (await claim(free, narrowing)).map(start)
  }
  const inTurn = (narrowing: Narrowing): Promise<Promise<void>[]> => {
    const turn = claiming.then(() => claimAndStart(narrowing))
    claiming = turn.catch(() => {})
    return turn
  }
  return {
    fill: async (narrowing = {}) => (await inTurn(narrowing)).length,
    drain: async (narrowing = {}) => {
      const runs = await inTurn(narrowing)
      await Promise.all(runs)
      return runs.length
    },
    idle: async () => {
      await claiming
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}
