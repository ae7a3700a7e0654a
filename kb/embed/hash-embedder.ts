import { normaliseText } from '../language/normalise.ts'
import { segment } from '../language/segment.ts'
import { hashText, wordWeight } from '../language/word-weights.ts'
import type { Embedder } from './embedder.ts'
import { normaliseVector } from './vector.ts'

const DIMENSIONS = 512

function embedText(text: string): Float32Array {
  const counts = new Map<string, number>()
  for (const word of segment(normaliseText(text))) {
    if (/[\p{L}\p{N}]/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const vector = new Float32Array(DIMENSIONS)
  for (const [word, count] of counts) {
    const h = hashText(word)
    const sign = h & 0x10000 ? 1 : -1
    const at = h % DIMENSIONS
    vector[at] = (vector[at] ?? 0) + sign * wordWeight(word) * (1 + Math.log(count))
  }
  return normaliseVector(vector)
}

/**
 * The embedder that needs nothing: words × idf × (1 + ln tf), signed hashing into 512 dimensions.
 * Deterministic and unfitted; good for near-duplicates, far below BM25 for ranking (`fuseScores` ignores it).
 */
export function createHashEmbedder(): Embedder {
  return {
    space: { id: 'hash:jieba-idf@1:512', kind: 'hash', model: 'jieba-idf', dimensions: DIMENSIONS },
    embed: async (texts) => texts.map(embedText),
    close: async () => {},
  }
}
