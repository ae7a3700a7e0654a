import type { Article } from '../../db/packs/pack.ts'
import { aspectNames, aspectOfHeading } from '../answer/aspects.ts'
import { bigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'
import { type Section, splitPassages, splitSections } from './split-article.ts'

/** What the hints need of a draft or of an article in force. */
export type Comparable = Pick<Article, 'id' | 'title' | 'questions' | 'body' | 'jurisdiction'>

export interface SimilarHint {
  key: string
  title: string
  kind: 'question' | 'passage'
  /** 0..1 */
  likeness: number
  mine: string
  theirs: string
}

export interface ContradictionHint {
  key: string
  title: string
  aspect: string
  mine: string[]
  theirs: string[]
}

const SAME_QUESTION = 0.8
const SAME_PASSAGE = 0.6
/** Only of articles on about the same matter do differing numbers mean anything. */
const SAME_MATTER = 0.55
const MOST = 12

const pairs = (text: string) => new Set(bigrams(normaliseText(text)))

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let both = 0
  for (const token of a) if (b.has(token)) both += 1
  return (2 * both) / (a.size + b.size)
}

interface Piece {
  text: string
  pairs: Set<string>
}

const pieces = (texts: readonly string[]): Piece[] =>
  texts.map((text) => ({ text, pairs: pairs(text) }))
const formsOf = ({ title, questions }: Comparable) => pieces([...new Set([title, ...questions])])
const passagesOf = ({ body }: Comparable) => pieces(splitPassages(body).map(({ text }) => text))

/** The most alike pair of two lists. */
function nearest(mine: readonly Piece[], theirs: readonly Piece[]) {
  let best = { likeness: 0, mine: '', theirs: '' }
  for (const a of mine) {
    for (const b of theirs) {
      const likeness = dice(a.pairs, b.pairs)
      if (likeness > best.likeness) best = { likeness, mine: a.text, theirs: b.text }
    }
  }
  return best
}

/** Numbers with what they count: on these two texts can disagree. */
function factsOf(text: string): string[] {
  const found = normaliseText(text).match(
    /\d+(\.\d+)?\s*(万元|元|%|日|天|个?工作日|个月|年|周岁|岁|小时|点|公斤|平方米|人次|次)/g,
  )
  return [...new Set((found ?? []).map((fact) => fact.replace(/\s+/g, '')))]
}

function factsByAspect(sections: readonly Section[]): Map<string, string[]> {
  const facts = new Map<string, string[]>()
  for (const { heading, text } of sections) {
    const aspect = aspectOfHeading(heading)
    if (aspect === null) continue
    const name = aspectNames[aspect]
    facts.set(name, [...new Set([...(facts.get(name) ?? []), ...factsOf(text)])])
  }
  return facts
}

const sharesPlace = (a: Comparable, b: Comparable) =>
  a.jurisdiction === '' ||
  b.jurisdiction === '' ||
  a.jurisdiction.startsWith(b.jurisdiction) ||
  b.jurisdiction.startsWith(a.jurisdiction)

/** Near duplicates: question forms that ask the same, passages that say the same (pure). */
export function findSimilar(draft: Comparable, others: readonly Comparable[]): SimilarHint[] {
  const mine = { question: formsOf(draft), passage: passagesOf(draft) }
  const hints = others
    .filter((other) => other.id !== draft.id)
    .flatMap((other): SimilarHint[] => {
      const { id: key, title } = other
      const form = nearest(mine.question, formsOf(other))
      const passage = nearest(mine.passage, passagesOf(other))
      return [
        ...(form.likeness >= SAME_QUESTION
          ? [{ key, title, kind: 'question' as const, ...form }]
          : []),
        ...(passage.likeness >= SAME_PASSAGE
          ? [{ key, title, kind: 'passage' as const, ...passage }]
          : []),
      ]
    })
  return hints.sort((a, b) => b.likeness - a.likeness).slice(0, MOST)
}

/** Articles on the same matter and place whose numbers differ for the same aspect: 工本费 20元 beside 10元 (pure). */
export function findContradictions(
  draft: Comparable,
  others: readonly Comparable[],
): ContradictionHint[] {
  const forms = formsOf(draft)
  const mine = factsByAspect(splitSections(draft.body))
  const hints = others
    .filter((other) => other.id !== draft.id && sharesPlace(draft, other))
    .filter((other) => nearest(forms, formsOf(other)).likeness >= SAME_MATTER)
    .flatMap((other) => {
      const theirs = factsByAspect(splitSections(other.body))
      return [...mine].flatMap(([aspect, facts]): ContradictionHint[] => {
        const against = theirs.get(aspect) ?? []
        const differ =
          facts.length > 0 && against.length > 0 && !facts.some((fact) => against.includes(fact))
        return differ
          ? [{ key: other.id, title: other.title, aspect, mine: facts, theirs: against }]
          : []
      })
    })
  return hints.slice(0, MOST)
}
