import type { Embedder } from '../../kb/embed/embedder.ts'
import { createVectoriser, type SparseVector, type Vectoriser } from './features.ts'
import { createWordVectoriser, joinCutText } from './word-features.ts'

/** The text seen in four ways: all its grams, its head apart, its words, its meaning. */
export interface Encoded {
  grams: SparseVector[]
  head: SparseVector[]
  words: SparseVector[]
  dense: Float32Array[] | null
}

export interface Encoder {
  vectoriser: Vectoriser
  headVectoriser: Vectoriser
  wordVectoriser: Vectoriser
  encode(texts: readonly string[]): Promise<Encoded>
}

interface EncoderOptions {
  embedder: Embedder | null
  progress?: ((text: string) => void) | undefined
}

const BATCH = 64
const HEAD = { bits: 18, signs: 60 }

/** Learns the weights of grams from the training texts; a hash embedder gives no meaning beyond them and is not asked. */
export function createEncoder(train: readonly string[], options: EncoderOptions): Encoder {
  const joined = train.map(joinCutText)
  const vectoriser = createVectoriser(joined)
  const headVectoriser = createVectoriser(joined, HEAD.bits, HEAD.signs)
  const wordVectoriser = createWordVectoriser(train)
  return {
    vectoriser,
    headVectoriser,
    wordVectoriser,
    encode: async (texts) => ({
      grams: texts.map((text) => vectoriser.vectorise(joinCutText(text))),
      head: texts.map((text) => headVectoriser.vectorise(joinCutText(text))),
      words: texts.map((text) => wordVectoriser.vectorise(text)),
      dense: await embedAll(texts, options),
    }),
  }
}

async function embedAll(
  texts: readonly string[],
  { embedder, progress }: EncoderOptions,
): Promise<Float32Array[] | null> {
  if (embedder === null || embedder.space.kind === 'hash') return null
  const dense: Float32Array[] = []
  for (let at = 0; at < texts.length; at += BATCH) {
    dense.push(...(await embedder.embed(texts.slice(at, at + BATCH), 'passage')))
    progress?.(`向量 ${Math.min(texts.length, at + BATCH)}/${texts.length}`)
  }
  return dense
}

export function joinEncoded(a: Encoded, b: Encoded): Encoded {
  return {
    grams: [...a.grams, ...b.grams],
    head: [...a.head, ...b.head],
    words: [...a.words, ...b.words],
    dense: a.dense && b.dense ? [...a.dense, ...b.dense] : null,
  }
}

/** Some of the texts, in this order. */
export function pickEncoded(encoded: Encoded, at: readonly number[]): Encoded {
  const pick = <T>(values: readonly T[]) => at.map((row) => values[row] as T)
  return {
    grams: pick(encoded.grams),
    head: pick(encoded.head),
    words: pick(encoded.words),
    dense: encoded.dense && pick(encoded.dense),
  }
}
