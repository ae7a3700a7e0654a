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

/**
 * Starts to build the semantic index. A hash embedder has no meaning beyond the words themselves; an endpoint that
 * fails costs the meaning of that one text and nothing else.
 */
export function startMeaning(engine: Engine, options: MeaningOptions): MeaningSource {
  const { embedder, cacheDir, onPreparing } = options
  if (!embedder || embedder.space.kind === 'hash')
    return { read: async () => null, space: () => 'off', ready: Promise.resolve() }
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
  return {
    ready,
    space: () => index?.space ?? 'off',
    read: async (words) => {
      const matter = matterWords(engine, normaliseText(words)).replace(/\s+/g, ' ').trim()
      if (index === null || matter === '') return null
      try {
        const [vector] = await embedder.embed([matter.slice(0, longest)], 'passage')
        return vector ? index.read(vector) : null
      } catch {
        return null
      }
    },
  }
}
