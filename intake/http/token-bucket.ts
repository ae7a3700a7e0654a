/** A bucket that holds `capacity` tokens and fills evenly: bursts are allowed, a lasting flood is not. */
export interface TokenBucket {
  /** Takes one token; 0 = taken, otherwise the milliseconds until there is one again. */
  take(): number
  isFull(): boolean
}

export function createTokenBucket(rule: {
  capacity: number
  perMs: number
  now: () => number
}): TokenBucket {
  let tokens = rule.capacity
  let filledAt = rule.now()
  const fill = () => {
    const at = rule.now()
    tokens = Math.min(rule.capacity, tokens + (at - filledAt) * rule.perMs)
    filledAt = at
  }
  return {
    take: () => {
      fill()
      if (tokens >= 1) {
        tokens -= 1
        return 0
      }
      return Math.ceil((1 - tokens) / rule.perMs)
    },
    isFull: () => {
      fill()
      return tokens >= rule.capacity
    },
  }
}

/** One bucket for each key (an address), forgotten when it is full again. */
export function createBuckets(rule: { capacity: number; perMs: number; now: () => number }) {
  const buckets = new Map<string, TokenBucket>()
  const SWEEP_AT = 10_000
  return {
    take: (key: string): number => {
      if (buckets.size >= SWEEP_AT) {
        for (const [other, bucket] of buckets) if (bucket.isFull()) buckets.delete(other)
      }
      const bucket = buckets.get(key) ?? createTokenBucket(rule)
      buckets.set(key, bucket)
      return bucket.take()
    },
  }
}

/** How many of something each key holds now. */
export function createCounter(limit: number) {
  const held = new Map<string, number>()
  return {
    /** False when the key holds as many as it may. */
    add: (key: string): boolean => {
      const count = held.get(key) ?? 0
      if (count >= limit) return false
      held.set(key, count + 1)
      return true
    },
    remove: (key: string): void => {
      const count = (held.get(key) ?? 1) - 1
      if (count <= 0) held.delete(key)
      else held.set(key, count)
    },
  }
}
