import type { CatalogueEntry } from '../../db/packs/pack.ts'

/** Orders that a line's own leads count as (catalogue as prior, R11): one or two slips move nothing, three that agree do. */
const PRIOR = 2

export type LineHabits = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Counts which role the orders under each line went to. */
export function countHabits(rows: Iterable<{ line: string; role: string }>): LineHabits {
  const habits = new Map<string, Map<string, number>>()
  for (const { line, role } of rows) {
    const counts = habits.get(line) ?? new Map<string, number>()
    habits.set(line, counts.set(role, (counts.get(role) ?? 0) + 1))
  }
  return habits
}

/** A line that was matched for a class, and the weight of that class. */
export interface LineShare {
  entry: CatalogueEntry
  p: number
}

/**
 * Who gets it by habit: for each line that speaks, its orders' roles beside its own leads, weighed by the line's share. `keyHere` gives
 * the answer that a role means at this place, `ownKeys` those of the line itself with their shares.
 */
export function habitShares(
  lines: readonly LineShare[],
  habits: LineHabits,
  at: {
    keyHere: (role: string) => string
    ownKeys: (entry: CatalogueEntry) => readonly (readonly [key: string, share: number])[]
  },
): Map<string, number> {
  const shares = new Map<string, number>()
  const add = (key: string, p: number) => shares.set(key, (shares.get(key) ?? 0) + p)
  const all = lines.reduce((sum, { p }) => sum + p, 0)
  if (all <= 0) return shares
  for (const { entry, p } of lines) {
    const counts = habits.get(entry.line) ?? new Map<string, number>()
    let orders = 0
    for (const count of counts.values()) orders += count
    const unit = p / all / (orders + PRIOR)
    for (const [role, count] of counts) add(at.keyHere(role), unit * count)
    for (const [key, share] of at.ownKeys(entry)) add(key, unit * PRIOR * share)
  }
  return shares
}

/** How many orders under these lines went to each answer, a line that is half believed counting half. */
export function habitOrders(
  lines: readonly LineShare[],
  habits: LineHabits,
  keyHere: (role: string) => string,
): Map<string, number> {
  const orders = new Map<string, number>()
  const all = lines.reduce((sum, { p }) => sum + p, 0)
  for (const { entry, p } of all > 0 ? lines : [])
    for (const [role, count] of habits.get(entry.line) ?? [])
      orders.set(keyHere(role), (orders.get(keyHere(role)) ?? 0) + (count * p) / all)
  return orders
}
