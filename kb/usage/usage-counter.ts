import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { dateIn } from '../answer/validity.ts'
import { addUses, type UsageWay, type Use } from './usage-store.ts'

/** Views of so many seconds are written together: a page that many read costs one write, not one a reader. */
const EVERY_MS = 2_000
/** More different articles than this in one period are written at once. */
const MOST = 500

export interface UsageCounter {
  count(way: UsageWay, articleKey?: string): void
  /** Writes what was counted since. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface CounterDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  timezone: string
  /** Told when counts could not be written; they are kept and tried again. */
  onFailure?: (error: unknown) => void
}

/** Counts what anybody reads (R31). What a process counted in its last seconds is lost when it is killed, and nothing else. */
export function createUsageCounter(deps: CounterDeps): UsageCounter {
  const { database, clock, timezone, onFailure = () => {} } = deps
  let held = new Map<string, Use>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()

  const hold = (use: Use) => {
    const place = `${use.day} ${use.way} ${use.articleKey}`
    held.set(place, { ...use, count: use.count + (held.get(place)?.count ?? 0) })
  }
  const write = async () => {
    const uses = [...held.values()]
    held = new Map()
    if (uses.length === 0) return
    try {
      await addUses(database.db, uses)
    } catch (error) {
      uses.forEach(hold)
      onFailure(error)
    }
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }
  return {
    count(way, articleKey = '') {
      hold({ day: dateIn(clock.now(), timezone), articleKey, way, count: 1 })
      if (held.size >= MOST) void flush()
      else timer ??= setTimeout(() => void flush(), EVERY_MS).unref()
    },
    flush,
    close: flush,
  }
}
