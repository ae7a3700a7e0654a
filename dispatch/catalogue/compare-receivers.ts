/** Who got a request then, and who would get it now; null where nobody did or would. */
export interface Replayed {
  before: string | null
  after: string | null
}

export interface ReceiverChange {
  unit: string
  before: number
  after: number
  /** Requests that come from elsewhere, and that go elsewhere. */
  gained: number
  lost: number
}

/** For each unit, how many requests it would receive more or less; units with the largest change first. */
export function compareReceivers(rows: readonly Replayed[]): ReceiverChange[] {
  const changes = new Map<string, ReceiverChange>()
  const of = (unit: string | null) => {
    const name = unit ?? '（没有单位）'
    const found = changes.get(name) ?? { unit: name, before: 0, after: 0, gained: 0, lost: 0 }
    changes.set(name, found)
    return found
  }
  for (const { before, after } of rows) {
    of(before).before++
    of(after).after++
    if (before === after) continue
    of(before).lost++
    of(after).gained++
  }
  const size = (c: ReceiverChange) => c.gained + c.lost
  return [...changes.values()].sort((a, b) => size(b) - size(a) || a.unit.localeCompare(b.unit))
}
