/** Numbers in [0, 1) that are the same for the same seed (mulberry32): training must be repeatable. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Several shuffles of `0 … size - 1` (Fisher–Yates). */
export function shuffledOrders(
  size: number,
  options: { rounds: number; random: () => number },
): Int32Array[] {
  return Array.from({ length: options.rounds }, () => {
    const order = Int32Array.from({ length: size }, (_, at) => at)
    for (let at = size - 1; at > 0; at -= 1) {
      const other = Math.floor(options.random() * (at + 1))
      const moved = order[at] as number
      order[at] = order[other] as number
      order[other] = moved
    }
    return order
  })
}
