import type { Embedder } from '../../kb/embed/embedder.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import {
  buildSemanticIndex,
  type Meaning,
  type SemanticIndex,
} from '../classifier/semantic-index.ts'
import type { Engine } from './engine.ts'
import { matterWords } from './matter-words.ts'

/** The meaning of a demand's words by the sentence model, or null where there is none (yet). */
export type ReadMeaning = (words: string) => Promise<Meaning | null>

export interface MeaningSource {
  read: ReadMeaning
  /** The vector of a demand's matter, or null without a sentence model. */
  vector(words: string): Promise<Float32Array | null>
  /** Name of the space that proposals rest on now, `off` for words alone. */
  space(): string
  /** Resolves when the index is there or cannot be had; never rejects. */
  ready: Promise<void>
}

export interface MeaningOptions {
  embedder: Embedder | null
  cacheDir?: string | undefined
  onPreparing?: ((text: string) => void) | undefined
}

/** Texts beyond this many characters add nothing to a sentence vector and cost time. */
const longest = 400

/** What is embedded of a text: its matter, without the names of places. */
export function matterOf(engine: Pick<Engine, 'places'>, words: string): string {
  const matter = matterWords(engine, normaliseText(words)).replace(/\s+/g, ' ').trim()
  return matter.slice(0, longest)
}

/**
 * Starts to build the semantic index. A hash embedder has no meaning beyond the words themselves; an endpoint that
 * fails costs the meaning of that one text and nothing else.
 */
export function startMeaning(engine: Engine, options: MeaningOptions): MeaningSource {
  const { embedder, cacheDir, onPreparing } = options
  if (!embedder || embedder.space.kind === 'hash')
    return {
      read: async () => null,
      vector: async () => null,
      space: () => 'off',
      ready: Promise.resolve(),
    }
  let index: SemanticIndex | null = null
  const { taxonomy, pack } = engine
  const ready = buildSemanticIndex({
    taxonomy,
    examples: pack.examples,
    embedder,
    cacheDir,
    progress: onPreparing,
  })
    .then((built) => {
      index = built
    })
    .catch(() => {})
  const vector = async (words: string) => {
    const matter = matterOf(engine, words)
    if (matter === '') return null
    try {
      const [made] = await embedder.embed([matter], 'passage')
      return made ?? null
    } catch {
      return null
    }
  }
  return {
    ready,
    vector,
    space: () => index?.space ?? 'off',
    read: async (words) => {
      if (index === null) return null
      const made = await vector(words)
      return made ? index.read(made) : null
    },
  }
}
