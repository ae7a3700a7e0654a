import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pack } from '../../db/packs/pack.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'

/** The sentence vectors of a pack's examples, one row each. */
export interface NearestExamples {
  /** Which space the vectors are of. */
  space: string
  /** The codes of the nearest examples with their cosines, best first. */
  find(vector: Float32Array): [code: string, cosine: number][]
}

export interface EmbedExamplesOptions {
  examples: Pack['examples']
  embedder: Embedder
  /** Where vectors are kept between runs; a folder that cannot be written is no error. */
  cacheDir?: string | undefined
}

const chunk = 64
const neighbours = 60

/**
 * Embeds the examples of a pack (1.5 ms each with the built-in model), or takes the vectors that an earlier run
 * kept under the hash of space and texts.
 */
export async function embedExamples(options: EmbedExamplesOptions): Promise<NearestExamples> {
  const { examples, embedder } = options
  const file = options.cacheDir ? join(options.cacheDir, cacheName(options)) : null
  const kept = file === null ? null : await readVectors(file, examples.length * dimensions(embedder))
  const vectors = kept ?? (await embedAll(examples, embedder))
  if (file !== null && kept === null) await keepVectors(file, vectors)
  const codes = examples.map(({ service_code }) => service_code)
  return { space: embedder.space.id, find: (vector) => findNearest(vectors, codes, vector) }
}

const dimensions = (embedder: Embedder) => embedder.space.dimensions

function cacheName({ examples, embedder }: EmbedExamplesOptions): string {
  const hash = createHash('sha256').update(embedder.space.id)
  for (const { text } of examples) hash.update('\0').update(text)
  return `examples-${hash.digest('hex').slice(0, 16)}.f32`
}

async function embedAll(examples: Pack['examples'], embedder: Embedder): Promise<Float32Array> {
  const size = dimensions(embedder)
  const vectors = new Float32Array(examples.length * size)
  for (let from = 0; from < examples.length; from += chunk) {
    const texts = examples.slice(from, from + chunk).map(({ text }) => text)
    const rows = await embedder.embed(texts, 'passage')
    for (const [at, row] of rows.entries()) vectors.set(row, (from + at) * size)
  }
  return vectors
}

async function readVectors(file: string, length: number): Promise<Float32Array | null> {
  try {
    const bytes = await readFile(file)
    if (bytes.byteLength !== length * 4) return null
    return new Float32Array(new Uint8Array(bytes).buffer)
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a run that is killed leaves no half file. */
async function keepVectors(file: string, vectors: Float32Array): Promise<void> {
  const draft = `${file}.${process.pid}`
  try {
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(draft, new Uint8Array(vectors.buffer))
    await rename(draft, file)
  } catch {
    // The next run embeds them again.
  }
}

function findNearest(
  vectors: Float32Array,
  codes: readonly string[],
  vector: Float32Array,
): [code: string, cosine: number][] {
  const size = vector.length
  const cosines: [string, number][] = codes.map((code, row) => {
    let sum = 0
    const from = row * size
    for (let k = 0; k < size; k += 1)
      sum += (vectors[from + k] as number) * (vector[k] as number)
    return [code, sum]
  })
  return cosines.sort((a, b) => b[1] - a[1]).slice(0, neighbours)
}
