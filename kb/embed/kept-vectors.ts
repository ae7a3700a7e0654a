import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Embedder, EmbeddingSpace } from './embedder.ts'
import { vectorKey } from './vector.ts'

/** An embedder of published texts that asks its model once for each, whatever process or start asks again. */
export interface KeptEmbedder extends Embedder {
  /** How many vectors are kept. */
  kept(): number
  /** Keeps vectors that somebody else has made, by the key of their text. */
  adopt(vectors: ReadonlyMap<string, Float32Array>): void
}

const HASH_BYTES = 32

function fileOf(dir: string, space: EmbeddingSpace): string {
  const hash = createHash('sha256').update(space.id).digest('hex')
  return join(dir, `texts-${hash.slice(0, 20)}.f32`)
}

function hasLengthOne(vector: Float32Array): boolean {
  let sum = 0
  for (const value of vector) sum += value * value
  return Math.abs(sum - 1) < 0.01
}

/** One record after another: SHA-256 of the text, then its vector. What follows a damaged one is forgotten and made anew. */
function decode(bytes: Uint8Array, dimensions: number) {
  const size = HASH_BYTES + dimensions * 4
  const known = new Map<string, Float32Array>()
  const { buffer } = Uint8Array.from(bytes)
  let at = 0
  for (; at + size <= bytes.length; at += size) {
    const vector = new Float32Array(buffer, at + HASH_BYTES, dimensions)
    if (!hasLengthOne(vector)) break
    known.set(Buffer.from(buffer, at, HASH_BYTES).toString('hex'), vector)
  }
  return { known, whole: at === bytes.length }
}

function encode(vectors: Iterable<readonly [string, Float32Array]>): Buffer {
  const parts = Array.from(vectors, ([key, vector]) => [
    Buffer.from(key, 'hex'),
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  ])
  return Buffer.concat(parts.flat())
}

async function read(file: string, dimensions: number): Promise<Map<string, Float32Array>> {
  const bytes = await readFile(file).catch(() => new Uint8Array())
  const { known, whole } = decode(bytes, dimensions)
  if (!whole) {
    const draft = `${file}.${process.pid}`
    await writeFile(draft, encode(known)).then(
      () => rename(draft, file),
      () => {},
    )
  }
  return known
}

/** Texts of one batch whose vectors are not known yet, each once. */
function missingOf(
  keys: readonly string[],
  texts: readonly string[],
  known: ReadonlyMap<string, unknown>,
) {
  const missing = new Map<string, string>()
  keys.forEach((key, i) => {
    if (!known.has(key)) missing.set(key, texts[i] ?? '')
  })
  return missing
}

/**
 * Keeps the vectors of passages in a file of `dir` (2 KB each; null: in memory), so that a start embeds only what is new. For published texts alone:
 * a citizen's words must not end there. Batches are appended whole, so a killed process loses one batch; the file may be
 * deleted at any time, and where nothing can be written nothing is.
 */
export async function keepVectors(embedder: Embedder, dir: string | null): Promise<KeptEmbedder> {
  const { space } = embedder
  const file = dir && fileOf(dir, space)
  const known = file ? await read(file, space.dimensions) : new Map<string, Float32Array>()
  let writing: Promise<unknown> = dir
    ? mkdir(dir, { recursive: true }).catch(() => {})
    : Promise.resolve()
  const keep = (made: (readonly [string, Float32Array])[]) => {
    const usable = made.filter(
      ([, vector]) => vector.length === space.dimensions && hasLengthOne(vector),
    )
    for (const [key, vector] of usable) known.set(key, vector)
    if (usable.length === 0 || !file) return
    writing = writing.then(() => appendFile(file, encode(usable))).catch(() => {})
  }
  return {
    space,
    kept: () => known.size,
    adopt: (vectors) => keep([...vectors].filter(([key]) => !known.has(key))),
    close: async () => {
      await writing
      await embedder.close()
    },
    embed: async (texts, role) => {
      if (role === 'query') return embedder.embed(texts, role)
      const keys = texts.map(vectorKey)
      const missing = missingOf(keys, texts, known)
      const made = missing.size > 0 ? await embedder.embed([...missing.values()], role) : []
      const fresh = new Map([...missing.keys()].map((key, i) => [key, made[i]] as const))
      keep([...fresh].flatMap(([key, vector]) => (vector ? [[key, vector] as const] : [])))
      return keys.map(
        (key) => known.get(key) ?? fresh.get(key) ?? new Float32Array(space.dimensions),
      )
    },
  }
}
