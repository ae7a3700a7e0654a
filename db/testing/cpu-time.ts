/**
 * Processor time of this process so far, in milliseconds. Tests of pure code bound this instead of the clock: on a machine that others keep
 * busy the clock measures them.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
