/** Distinct pairs of neighbouring characters; enough to tell how much two short texts share. */
function bigrams(text: string): Set<string> {
  const words = text.replace(/[^\p{L}\p{N}]/gu, '')
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < words.length; at += 1) pairs.add(words.slice(at, at + 2))
  return pairs
}

/**
 * The texts that share most with the given one, best first, with the share (Dice's coefficient, 0 to 1). What shares almost
 * nothing is no precedent and is left out.
 */
export function rankNeighbours<T extends { text: string }>(
  text: string,
  others: readonly T[],
  limit: number,
): (T & { similarity: number })[] {
  const own = bigrams(text)
  return others
    .map((other) => {
      const theirs = bigrams(other.text)
      let shared = 0
      for (const pair of theirs) if (own.has(pair)) shared += 1
      const all = own.size + theirs.size
      return { ...other, similarity: all === 0 ? 0 : Math.round((200 * shared) / all) / 100 }
    })
    .filter(({ similarity }) => similarity >= LEAST)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, limit)
}

const LEAST = 0.08
