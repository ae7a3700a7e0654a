/** Who really got a request, who the catalogue in force would give it to, and who a new one would; null for nobody. */
export interface Replayed {
  actual: string | null
  before: string | null
  after: string | null
}

export interface ReceiverChange {
  unit: string
  /** Requests that it really received: people may have decided otherwise than the catalogue. */
  actual: number
  before: number
  after: number
  /** Requests that come from elsewhere, and that go elsewhere, by the new catalogue. */
  gained: number
  lost: number
}

/** For each unit, how many requests it would receive more or less; units with the largest change first. */
export function compareReceivers(rows: readonly Replayed[]): ReceiverChange[] {
  const changes = new Map<string, ReceiverChange>()
  const of = (unit: string | null) => {
    const name = unit ?? '（没有单位）'
    const made = { unit: name, actual: 0, before: 0, after: 0, gained: 0, lost: 0 }
    const found = changes.get(name) ?? made
    changes.set(name, found)
    return found
  }
  for (const { actual, before, after } of rows) {
    of(actual).actual++
    of(before).before++
    of(after).after++
    if (before === after) continue
    of(before).lost++
    of(after).gained++
  }
  const size = (c: ReceiverChange) => c.gained + c.lost
  return [...changes.values()].sort((a, b) => size(b) - size(a) || a.unit.localeCompare(b.unit))
}
