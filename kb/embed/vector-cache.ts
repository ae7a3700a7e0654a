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
  /** Asked for and not there yet: a second one for the same text waits for it. */
  const pending = new Map<string, Promise<Float32Array | undefined>>()
  const remember = (key: string, vector: Float32Array) => {
    known.delete(key)
    known.set(key, vector)
    const oldest = known.size > limit ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
  }
  const askFor = async (missing: ReadonlyMap<string, string>, role: 'query' | 'passage') => {
    if (missing.size === 0) return []
    const asked = embedder.embed([...missing.values()], role)
    const keys = [...missing.keys()]
    keys.forEach((key, i) => {
      // Whoever waits for it asks again where it failed.
      const one = asked.then((vectors) => vectors[i]).catch(() => undefined)
      pending.set(key, one)
    })
    try {
      const vectors = await asked
      return keys.flatMap((key, i): [string, Float32Array][] => {
        const vector = vectors[i]
        return vector ? [[key, vector]] : []
      })
    } finally {
      for (const key of keys) pending.delete(key)
    }
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
      const waiting = [...missing.keys()].flatMap((key) => {
        const coming = pending.get(key)
        return coming === undefined ? [] : [{ key, coming }]
      })
      const isComing = new Set(waiting.map(({ key }) => key))
      const asked = askFor(new Map([...missing].filter(([key]) => !isComing.has(key))), role)
      // It is awaited below; until then a failure of it is nobody's.
      asked.catch(() => {})
      for (const { key, coming } of waiting) {
        const vector = await coming
        const made = vector ? [[key, vector] as const] : await askFor(pick(missing, key), role)
        for (const [name, one] of made) found.set(name, one)
      }
      for (const [key, vector] of await asked) found.set(key, vector)
      for (const [key, vector] of found) remember(key, vector)
      return keys.map((key) => found.get(key) ?? new Float32Array(embedder.space.dimensions))
    },
  }
}

function pick(texts: ReadonlyMap<string, string>, key: string): ReadonlyMap<string, string> {
  return new Map([[key, texts.get(key) ?? '']])
}
