import { performance } from 'node:perf_hooks'

/** A function that notes how long its calls take, waiting included. */
export interface SpentTime<A extends unknown[], T> {
  run: (...args: A) => Promise<T>
  /** Milliseconds since the last question. */
  take(): number
}

export function noteTime<A extends unknown[], T>(run: (...args: A) => Promise<T>): SpentTime<A, T> {
  let spent = 0
  return {
    run: async (...args) => {
      const before = performance.now()
      try {
        return await run(...args)
      } finally {
        spent += performance.now() - before
      }
    },
    take: () => {
      const was = spent
      spent = 0
      return was
    },
  }
}

/** Milliseconds of processor time that this process has used, all its threads together. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
