import type { Article, Pack } from '../../db/packs/pack.ts'
import { bigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'
import { isCityName, tagWords } from '../language/segment.ts'
import { articleText } from '../search/article-entries.ts'
import { spokenWords } from './colloquial.ts'
import { generalTerms } from './synonyms.ts'

/** What the words of a question have to do with the world that a hotline knows. */
export interface KnownWords {
  /** How strange the strangest thing is that a text names: 0, or 1 for a thing that nobody here ever named (月球). */
  strangeness(text: string): number
  /** Share of the compounds in a text that were never put together before (飞行汽车, 幸福卡). */
  novelty(text: string): number
  /** Whether a pair of characters stands anywhere. */
  knows(pair: string): boolean
  /** The same without one text, so that a question form does not vouch for itself. */
  without(text: string): KnownWords
}

/** What the citizens of a city have complained about and asked, apart from the articles: their everyday things. */
function spokenOf(pack: Pick<Pack, 'examples' | 'taxonomy' | 'landmarks' | 'units'>): string[] {
  return [
    ...pack.examples.map(({ text }) => text),
    ...pack.taxonomy.map((row) => JSON.stringify(row)),
    ...pack.landmarks.map(({ name, aliases }) => [name, ...aliases].join(' ')),
    ...pack.units.map(({ name }) => name),
  ]
}

type Counts = Map<string, number>

function countPairs(texts: Iterable<string>): Counts {
  const counts: Counts = new Map()
  for (const text of texts) {
    for (const pair of new Set(bigrams(normaliseText(text)))) {
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  }
  return counts
}

const ofPacks = new WeakMap<object, Counts>()

/** Counted once for each pack: 400 ms. */
function pairsOfPack(pack: Parameters<typeof spokenOf>[0]): Counts {
  const before = ofPacks.get(pack)
  if (before) return before
  const counts = countPairs([...spokenOf(pack), ...spokenWords, ...generalTerms])
  ofPacks.set(pack, counts)
  return counts
}

interface Word {
  word: string
  tag: string
}

/** Things and far places (南极) by the dictionary's own judgement; a wrong cut (x) says nothing about the citizen's world. */
const isThing = ({ word, tag }: Word) =>
  /^(n(?!r)|l)/.test(tag) && !isCityName(word) && /^\p{Script=Han}{2,}$/u.test(word)

/** A document, a payment, a rule: the head of a compound may be a single character. */
const isHead = ({ word, tag }: Word) => isThing({ word, tag }) || /^[证卡券税票码奖]$/.test(word)

export function createKnownWords(
  pack: Parameters<typeof spokenOf>[0],
  articles: readonly Article[],
): KnownWords {
  const ofPack = pairsOfPack(pack)
  const ofArticles = countPairs(
    articles.flatMap((article) => [
      articleText({ ...article, questions: [] }),
      ...article.questions,
      [article.source.title, article.source.issuer].join('\n'),
    ]),
  )
  const over = (hidden: ReadonlySet<string>): KnownWords => {
    const isKnown = (pair: string) =>
      (ofPack.get(pair) ?? 0) + (ofArticles.get(pair) ?? 0) > (hidden.has(pair) ? 1 : 0)
    const isStrange = ({ word }: Word) => {
      const pairs = bigrams(word)
      return pairs.filter((pair) => !isKnown(pair)).length * 2 >= pairs.length
    }
    return {
      knows: isKnown,
      strangeness: (text) => (tagWords(text).some((one) => isThing(one) && isStrange(one)) ? 1 : 0),
      novelty: (text) => {
        const words = tagWords(text)
        const joints = words.flatMap((word, i) => {
          const next = words[i + 1]
          const joined = next && isThing(word) && isHead(next)
          return joined ? [`${word.word.at(-1)}${next.word[0]}`] : []
        })
        if (joints.length === 0) return 0
        return joints.filter((pair) => !isKnown(pair)).length / joints.length
      },
      without: (text) => over(new Set(bigrams(normaliseText(text)))),
    }
  }
  return over(new Set())
}
