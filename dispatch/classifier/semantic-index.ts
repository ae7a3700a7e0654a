import type { Pack } from '../../db/packs/pack.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import type { Taxonomy } from '../taxonomy/taxonomy.ts'
import type { ClassScores } from './class-scores.ts'
import { type KeptVectors, keepVectors, readVectors } from './vector-file.ts'
import { learnWhitening, pause, type Whitening, whiten } from './whitening.ts'

/** What a sentence model says about a text: how near it is to each class's examples and to their middle. */
export interface Meaning {
  /** Cosine of the nearest examples, by class. */
  nearest: [code: string, cosine: number][]
  /** Cosine of the middle of each class's examples; parents included. */
  centroids: ClassScores
}

export interface SemanticIndex {
  space: string
  read(vector: Float32Array): Meaning
}

export interface SemanticOptions {
  taxonomy: Taxonomy
  examples: Pack['examples']
  embedder: Embedder
  /** Where the vectors are kept between runs; a folder that cannot be written is no error. */
  cacheDir?: string | undefined
  progress?: ((text: string) => void) | undefined
}

const chunk = 64
const neighbours = 80

/**
 * Builds the index over a pack's examples: 1.5 ms a sentence with the built-in model, then two seconds of
 * whitening; from a kept file a tenth of a second. It runs in slices, so that it may run beside a live server.
 */
export async function buildSemanticIndex(options: SemanticOptions): Promise<SemanticIndex> {
  const texts = trainingTexts(options)
  const key = { space: options.embedder.space, texts: texts.map(({ text }) => text) }
  const kept = options.cacheDir ? await readVectors(options.cacheDir, key) : null
  const built = kept ?? (await computeVectors(options, texts))
  if (kept === null && options.cacheDir) await keepVectors(options.cacheDir, key, built)
  const codes = texts.map(({ code }) => code)
  const middles = centroidsOf(options.taxonomy, codes, built)
  return {
    space: options.embedder.space.id,
    read: (vector) => {
      const white = whiten(built.whitening, vector)
      return {
        nearest: nearestOf(built, codes, white),
        // Worked out for the classes that are asked for: a tenth of them.
        centroids: {
          get: (code) => {
            const middle = middles.get(code)
            return middle && dot(white, middle, 0)
          },
        },
      }
    },
  }
}

/** The examples, and for a class with fewer than two its name with the definition. */
function trainingTexts({ taxonomy, examples }: SemanticOptions): { code: string; text: string }[] {
  const counts = new Map<string, number>()
  for (const { service_code } of examples)
    counts.set(service_code, (counts.get(service_code) ?? 0) + 1)
  const poor = taxonomy.classes.filter(
    ({ code }) => (counts.get(code) ?? 0) < 2 && taxonomy.children(code).length === 0,
  )
  return [
    ...examples.map(({ service_code, text }) => ({ code: service_code, text })),
    ...poor.map(({ code, name, definition }) => ({ code, text: `${name}：${definition}` })),
  ]
}

async function computeVectors(
  options: SemanticOptions,
  texts: readonly { code: string; text: string }[],
): Promise<KeptVectors> {
  const { embedder, progress } = options
  const { dimensions } = embedder.space
  const vectors = new Float32Array(texts.length * dimensions)
  for (let from = 0; from < texts.length; from += chunk) {
    const rows = await embedder.embed(
      texts.slice(from, from + chunk).map(({ text }) => text),
      'passage',
    )
    for (const [at, row] of rows.entries()) vectors.set(row, (from + at) * dimensions)
    progress?.(`正在为例句建立语义索引 ${from + rows.length}/${texts.length}（只在首次）`)
  }
  const labels = texts.map(({ code }) => code.slice(0, 4))
  const whitening = await learnWhitening({ vectors, dimensions, labels })
  return { vectors: await whitenAll(vectors, whitening), whitening }
}

async function whitenAll(vectors: Float32Array, whitening: Whitening): Promise<Float32Array> {
  const { dimensions } = whitening
  const white = new Float32Array(vectors.length)
  for (let from = 0; from < vectors.length; from += dimensions) {
    white.set(whiten(whitening, vectors.subarray(from, from + dimensions)), from)
    if ((from / dimensions) % chunk === 0) await pause()
  }
  return white
}

function centroidsOf(
  taxonomy: Taxonomy,
  codes: readonly string[],
  { vectors, whitening }: KeptVectors,
): Map<string, Float32Array> {
  const { dimensions } = whitening
  const middles = new Map<string, Float32Array>()
  for (const [row, own] of codes.entries()) {
    for (const { code } of taxonomy.path(own)) {
      const middle = middles.get(code) ?? new Float32Array(dimensions)
      middles.set(code, middle)
      for (let k = 0; k < dimensions; k += 1)
        middle[k] = (middle[k] as number) + (vectors[row * dimensions + k] as number)
    }
  }
  for (const [code, middle] of middles) {
    const scale = 1 / Math.max(1e-9, Math.sqrt(dot(middle, middle, 0)))
    middles.set(
      code,
      middle.map((value) => value * scale),
    )
  }
  return middles
}

function nearestOf(
  { vectors }: KeptVectors,
  codes: readonly string[],
  white: Float32Array,
): [code: string, cosine: number][] {
  const best: [code: string, cosine: number][] = []
  for (const [row, code] of codes.entries()) {
    const cosine = dot(white, vectors, row * white.length)
    if (best.length === neighbours && cosine <= (best.at(-1)?.[1] ?? 0)) continue
    let at = best.length
    while (at > 0 && (best[at - 1]?.[1] ?? 0) < cosine) at -= 1
    best.splice(at, 0, [code, cosine])
    if (best.length > neighbours) best.pop()
  }
  return best
}

/**
 * Scalar product with a row of a matrix that starts at `from`, in four sums: each addition to a single one waits for the one before,
 * and a pack has nine thousand examples.
 */
function dot(x: Float32Array, rows: Float32Array, from: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = x.length - (x.length % 4)
  for (let k = 0, at = from; k < whole; k += 4, at += 4) {
    a += (x[k] as number) * (rows[at] as number)
    b += (x[k + 1] as number) * (rows[at + 1] as number)
    c += (x[k + 2] as number) * (rows[at + 2] as number)
    d += (x[k + 3] as number) * (rows[at + 3] as number)
  }
  for (let k = whole; k < x.length; k += 1) a += (x[k] as number) * (rows[from + k] as number)
  return a + b + (c + d)
}
