import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'
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
  try {
    const bytes = await readFile(fileOf(dir, key))
    const values = new Float32Array(Uint8Array.from(bytes).buffer)
    if (values.length !== head + key.texts.length * dimensions) return null
    return {
      whitening: {
        dimensions,
        mean: values.subarray(0, dimensions),
        factor: values.subarray(dimensions, head),
      },
      vectors: values.subarray(head),
    }
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a killed run leaves no half file; where nothing can be written nothing is. */
export async function keepVectors(dir: string, key: VectorKey, kept: KeptVectors): Promise<void> {
  const file = fileOf(dir, key)
  const draft = `${file}.${process.pid}`
  const { mean, factor } = kept.whitening
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(
      draft,
      Buffer.concat(
        [mean, factor, kept.vectors].map((part) =>
          Buffer.from(part.buffer, part.byteOffset, part.byteLength),
        ),
      ),
    )
    await rename(draft, file)
  } catch {
    // A read-only folder costs the next run some seconds and no more.
  }
}
