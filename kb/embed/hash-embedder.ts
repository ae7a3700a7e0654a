import { createRequire } from 'node:module'
import { normaliseText } from '../language/normalise.ts'
import { segment } from '../language/segment.ts'
import type { Embedder } from './embedder.ts'
import { normaliseVector } from './vector.ts'

const DIMENSIONS = 512
const require = createRequire(import.meta.url)

/** FNV-1a over UTF-16 units, mixed once more so that both the index and the sign bit are well spread. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** The inverse document frequencies bundled with the segmenter: a general word list, nothing fitted by us. */
function loadIdf(): (word: string) => number {
  const { idf } = require('@node-rs/jieba/dict.js') as { idf: Buffer }
  const weights = new Map<string, number>()
  for (const line of idf.toString('utf8').split('\n')) {
    const space = line.indexOf(' ')
    if (space > 0) weights.set(line.slice(0, space), Number(line.slice(space + 1)))
  }
  const sorted = Float64Array.from(weights.values()).sort()
  const median = sorted[sorted.length >> 1] ?? 1
  return (word) => weights.get(word) ?? median
}

function embedText(text: string, idf: (word: string) => number): Float32Array {
  const counts = new Map<string, number>()
  for (const word of segment(normaliseText(text))) {
    if (/[\p{L}\p{N}]/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const vector = new Float32Array(DIMENSIONS)
  for (const [word, count] of counts) {
    const h = hash(word)
    const sign = h & 0x10000 ? 1 : -1
    const at = h % DIMENSIONS
    vector[at] = (vector[at] ?? 0) + sign * idf(word) * (1 + Math.log(count))
  }
  return normaliseVector(vector)
}

/**
 * The embedder that needs nothing: words × idf × (1 + ln tf), signed hashing into 512 dimensions.
 * Deterministic and unfitted; good for near-duplicates, far below BM25 for ranking (`fuseScores` ignores it).
 */
export function createHashEmbedder(): Embedder {
  let idf: ((word: string) => number) | undefined
  return {
    space: { id: 'hash:jieba-idf@1:512', kind: 'hash', model: 'jieba-idf', dimensions: DIMENSIONS },
    embed: async (texts) => {
      idf ??= loadIdf()
      const weights = idf
      return texts.map((text) => embedText(text, weights))
    },
    close: async () => {},
  }
}
