import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'
import { keepFile, readKept } from './kept-file.ts'
import type { Whitening } from './whitening.ts'

/** Whitened vectors of a pack's examples, with the map that made them. */
export interface KeptVectors {
  vectors: Float32Array
  whitening: Whitening
}

/** What the vectors were made of: another space or another text gives another file. */
export interface VectorKey {
  space: EmbeddingSpace
  texts: readonly string[]
}

/** Part of the file's name; a change of the whitening must change it. */
const format = 'white1'

function fileOf(dir: string, { space, texts }: VectorKey): string {
  const hash = createHash('sha256').update(space.id)
  for (const text of texts) hash.update('\0').update(text)
  return join(dir, `examples-${format}-${hash.digest('hex').slice(0, 20)}.f32`)
}

/** The file is mean, factor and vectors one after another; one of the wrong length counts as absent. */
export async function readVectors(dir: string, key: VectorKey): Promise<KeptVectors | null> {
  const { dimensions } = key.space
  const head = dimensions + dimensions * dimensions
  const bytes = await readKept(fileOf(dir, key))
  if (bytes?.length !== 4 * (head + key.texts.length * dimensions)) return null
  const values = new Float32Array(Uint8Array.from(bytes).buffer)
  return {
    whitening: {
      dimensions,
      mean: values.subarray(0, dimensions),
      factor: values.subarray(dimensions, head),
    },
    vectors: values.subarray(head),
  }
}

/** Keeps them for the next start. */
export async function keepVectors(dir: string, key: VectorKey, kept: KeptVectors): Promise<void> {
  const { mean, factor } = kept.whitening
  const parts = [mean, factor, kept.vectors]
  await keepFile(
    fileOf(dir, key),
    parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)),
  )
}
