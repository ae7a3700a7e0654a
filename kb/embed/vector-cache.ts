import { createHash } from 'node:crypto'
import type { Embedder } from './embedder.ts'

/** The key holds no citizen's words, only their hash. */
function contentKey(role: string, text: string): string {
  return createHash('sha256').update(role).update('\0').update(text).digest('base64')
}

/**
 * Remembers the newest vectors by content hash (2,000 × 512 floats = 4 MB): a chat turn asks for the same
 * text several times (classifier, neighbours, search).
 */
export function cacheVectors(embedder: Embedder, limit = 2000): Embedder {
  const known = new Map<string, Float32Array>()
  const remember = (key: string, vector: Float32Array) => {
    known.delete(key)
    known.set(key, vector)
    const oldest = known.size > limit ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
  }
  return {
    space: embedder.space,
    close: () => embedder.close(),
    embed: async (texts, role) => {
      const keys = texts.map((text) => contentKey(role, text))
      const found = new Map<string, Float32Array>()
      const missing = new Map<string, string>()
      keys.forEach((key, i) => {
        const vector = known.get(key)
        if (vector) found.set(key, vector)
        else missing.set(key, texts[i] ?? '')
      })
      const vectors = missing.size > 0 ? await embedder.embed([...missing.values()], role) : []
      ;[...missing.keys()].forEach((key, i) => {
        const vector = vectors[i]
        if (vector) found.set(key, vector)
      })
      for (const [key, vector] of found) remember(key, vector)
      return keys.map((key) => found.get(key) ?? new Float32Array(embedder.space.dimensions))
    },
  }
}
