import type { Pack } from '../../db/packs/pack.ts'
import { createOwnPlaces } from '../../kb/answer/own-places.ts'
import { screenQuestion } from '../../kb/answer/screen-question.ts'
import { type Signals, signalsOf } from '../../kb/answer/signals.ts'
import { createKnownWords, type KnownWords } from '../../kb/answer/strange-words.ts'
import { createSynonyms } from '../../kb/answer/synonyms.ts'
import { understandQuestion, type Vocabulary } from '../../kb/answer/understand-question.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { createArticleIndex } from '../../kb/search/article-index.ts'
import { fitLogistic, type Row } from './logistic.ts'

/** So many articles of a search are weighed, as in an answer. */
const LIMIT = 8

/** A question form whose own article is away is one that nothing answers; articles overlap, so it counts half. */
const AWAY = { every: 3, weight: 0.5 }
const UNANSWERABLE_WEIGHT = 3

const fitted = {
  vectors: ['coverage', 'titleCoverage', 'matter', 'lead', 'questionCosine', 'passageCosine'],
  words: ['coverage', 'titleCoverage', 'formCoverage', 'lead', 'formShare'],
} as const satisfies Record<string, readonly (keyof Signals)[]>

export interface FitOptions {
  pack: Pack
  embedder: Embedder | null
  /** Questions that no article answers. */
  unanswerable: readonly string[]
  step?: (done: number, total: number) => void
}

export interface AnswerFit {
  weights: Record<string, number>
  /** Share of question forms whose article comes first, and is among those weighed, without the form itself. */
  first: number
  found: number
  /** How much more often a question without an answer names something strange, or put together anew: logarithms of the ratio. */
  doubt: { strange: number; novel: number }
}

interface Looked {
  id: string
  signals: Signals
}

async function createLook({ pack, embedder }: FitOptions, vocabulary: Vocabulary) {
  const index = createArticleIndex({ articles: pack.articles, embedder })
  await index.ready
  return async (
    text: string,
    hide: { form?: string; article?: string } = {},
  ): Promise<Looked[]> => {
    const question = understandQuestion(text, vocabulary)
    const hits = await index.search({
      ...question,
      limit: LIMIT,
      accept: ({ id }) => id !== hide.article,
      ...(hide.form === undefined ? {} : { leaveOut: hide.form }),
    })
    return hits.map((hit, i) => {
      const rival = hits[i === 0 ? 1 : 0]?.score ?? 0
      const context = { vocabulary, rival, leaveOut: hide.form }
      return { id: hit.article.id, signals: signalsOf(question, hit, context) }
    })
  }
}

/** Nobody names what is strange to everybody; one more on both sides, so that a rare thing says no more than it can. */
function weighDoubt(words: KnownWords, forms: readonly string[], others: readonly string[]) {
  const ratio = (look: (known: KnownWords, text: string) => number) => {
    const own = forms.filter((form) => look(words.without(form), normaliseText(form)) > 0).length
    const away = others.filter((text) => look(words, normaliseText(text)) > 0).length
    return Math.log((own + 1) / (forms.length + 1) / ((away + 1) / (others.length + 1)))
  }
  return {
    strange: ratio((known, text) => known.strangeness(text)),
    novel: ratio((known, text) => known.novelty(text)),
  }
}

/** Fits the answer's confidence on the pack's own question forms and on questions without an answer; no suite is read. */
export async function fitAnswers(options: FitOptions): Promise<AnswerFit> {
  const { pack, unanswerable, step = () => {} } = options
  const vocabulary = {
    synonyms: createSynonyms(pack.lexicons['synonyms']),
    places: createOwnPlaces(pack),
  }
  const look = await createLook(options, vocabulary)
  const names = options.embedder ? fitted.vectors : fitted.words
  const rows: Row[] = []
  const add = (looked: readonly Looked[], right: string | null, weight: number) => {
    for (const { id, signals } of looked) {
      rows.push({ x: names.map((name) => signals[name]), y: id === right ? 1 : 0, weight })
    }
  }
  const forms = pack.articles.flatMap(({ id, questions }) =>
    questions.map((form) => ({ id, form })),
  )
  let first = 0
  let found = 0
  for (const [n, { id, form }] of forms.entries()) {
    const looked = await look(form, { form })
    if (looked[0]?.id === id) first += 1
    if (looked.some((one) => one.id === id)) found += 1
    add(looked, id, 1)
    if (n % AWAY.every === 0) add(await look(form, { form, article: id }), null, AWAY.weight)
    step(n + 1, forms.length)
  }
  // What is never asked of the articles need not be told from what they say.
  const reaching = unanswerable.filter(
    (text) => screenQuestion(understandQuestion(text, vocabulary)) === null,
  )
  for (const text of reaching) add(await look(text), null, UNANSWERABLE_WEIGHT)
  const values = fitLogistic(rows)
  const named = [...names, 'constant'].map((name, i): [string, number] => [name, values[i] ?? 0])
  const share = (count: number) => count / Math.max(1, forms.length)
  const doubt = weighDoubt(
    createKnownWords(pack, pack.articles),
    forms.map(({ form }) => form),
    reaching,
  )
  return { weights: Object.fromEntries(named), first: share(first), found: share(found), doubt }
}
