import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Embedder } from '../../kb/embed/embedder.ts'

const KEY_BYTES = 32

function keyOf(role: string, text: string): Buffer {
  return createHash('sha256').update(role).update('\0').update(text).digest()
}

/** Records of key and vector; a record that was cut off by a kill is dropped. */
async function readVectors(file: string, dimensions: number): Promise<Map<string, Float32Array>> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0))
  const size = KEY_BYTES + dimensions * 4
  const whole = Math.floor(bytes.length / size)
  if (whole * size !== bytes.length) await writeFile(file, bytes.subarray(0, whole * size))
  const vectors = new Map<string, Float32Array>()
  for (let at = 0; at < whole; at++) {
    const record = bytes.subarray(at * size, (at + 1) * size)
    const vector = new Float32Array(dimensions)
    for (let i = 0; i < dimensions; i++) vector[i] = record.readFloatLE(KEY_BYTES + i * 4)
    vectors.set(record.toString('base64', 0, KEY_BYTES), vector)
  }
  return vectors
}

function toRecord(key: Buffer, vector: Float32Array): Buffer {
  const record = Buffer.alloc(KEY_BYTES + vector.length * 4)
  key.copy(record)
  vector.forEach((value, i) => {
    record.writeFloatLE(value, KEY_BYTES + i * 4)
  })
  return record
}

/**
 * An embedder that keeps its vectors on disk under their text's hash (no words): a history of 17,000 texts takes minutes to embed,
 * so a run that was stopped, or the next one, goes on where it was. `stop` is asked after every batch.
 */
export async function keepVectors(
  embedder: Embedder,
  dir: string,
  stop: () => void = () => {},
): Promise<Embedder> {
  if (embedder.space.kind === 'hash') return embedder
  await mkdir(dir, { recursive: true })
  const name = createHash('sha256').update(embedder.space.id).digest('hex').slice(0, 16)
  const file = join(dir, `${name}.vectors`)
  const known = await readVectors(file, embedder.space.dimensions)
  return {
    space: embedder.space,
    close: () => embedder.close(),
    embed: async (texts, role) => {
      const keys = texts.map((text) => keyOf(role, text))
      const names = keys.map((key) => key.toString('base64'))
      const missing = [...new Map(names.map((key, i) => [key, i])).entries()].filter(
        ([key]) => !known.has(key),
      )
      if (missing.length > 0) {
        stop()
        const vectors = await embedder.embed(
          missing.map(([, i]) => texts[i] as string),
          role,
        )
        const records = missing.map(([key, i], at) => {
          const vector = vectors[at] ?? new Float32Array(embedder.space.dimensions)
          known.set(key, vector)
          return toRecord(keys[i] as Buffer, vector)
        })
        appendFileSync(file, Buffer.concat(records))
      }
      return names.map((key) => known.get(key) ?? new Float32Array(embedder.space.dimensions))
    },
  }
}
