import type { Embedder } from '../embed/embedder.ts'
import { vectorKey } from '../embed/vector.ts'

export interface FillOptions {
  texts: readonly string[]
  embedder: Embedder
  /** Vectors that are known already, by `vectorKey`. */
  stored?: ReadonlyMap<string, Float32Array>
  progress?: (done: number, total: number) => void
}

const BATCH = 16

/** A vector for each text: the stored ones as they are, the others from the embedder. */
export async function fillVectors(options: FillOptions): Promise<Float32Array[]> {
  const { texts, embedder, stored = new Map(), progress = () => {} } = options
  const keys = texts.map(vectorKey)
  const known = new Map<string, Float32Array>()
  const missing = new Map<string, string>()
  keys.forEach((key, i) => {
    const vector = stored.get(key)
    if (vector?.length === embedder.space.dimensions) known.set(key, vector)
    else missing.set(key, texts[i] ?? '')
  })
  const todo = [...missing]
  for (let i = 0; i < todo.length; i += BATCH) {
    const batch = todo.slice(i, i + BATCH)
    const vectors = await embedder.embed(
      batch.map(([, text]) => text),
      'passage',
    )
    batch.forEach(([key], n) => {
      const vector = vectors[n]
      if (vector) known.set(key, vector)
    })
    progress(Math.min(i + BATCH, todo.length), todo.length)
  }
  return keys.map((key) => known.get(key) ?? new Float32Array(embedder.space.dimensions))
}
