import type { Article } from '../../db/packs/pack.ts'
import { compactText, normaliseText } from '../language/normalise.ts'
import { articleText } from '../search/article-entries.ts'
import type { Hit } from '../search/article-index.ts'
import { statesAspect } from './compose-answer.ts'
import { coveredShare, topicCoverage } from './coverage.ts'
import {
  type Question,
  type Topic,
  understandQuestion,
  type Vocabulary,
} from './understand-question.ts'

/** What speaks for "this article answers the question"; every one about 0..1, more is better. */
export interface Signals {
  /** Share of what the question is about that the article says at all. */
  coverage: number
  /** The same, of its title, question forms and topics alone: what the article is about. */
  titleCoverage: number
  /** Share of what the article's nearest question form (or title) is about that the question says. */
  formCoverage: number
  /** How well the word is covered that is covered worst: a named thing that the article never names. */
  rarest: number
  /** Share of the matters that the question names (the terms of the synonym groups) which the article is about. */
  matter: number
  /** Whether the article states what was asked for (fee, time, where …); 1 where nothing special was. */
  aspect: number
  /** BM25 of the nearest question form, and of the whole article, as shares of the best article's. */
  formShare: number
  wholeShare: number
  /** How far its fused score is before the best other article's; negative behind it. */
  lead: number
  /** Cosine with the nearest question form, the mean of the three nearest, and of the nearest passage; 0 without vectors. */
  questionCosine: number
  formsCosine: number
  passageCosine: number
}

interface Form {
  text: string
  /** Letters and digits alone, as a question is compared with it. */
  key: string
  topics: Topic[]
}

/** What of an article the signals look at, worked out once for each article. */
interface Known {
  forms: Form[]
  about: string
  whole: string
}

const known = new WeakMap<Article, Known>()
const formKey = (text: string) => compactText(text).replace(/[^\p{L}\p{N}]/gu, '')

function aboutText({ title, questions, topics }: Article): string {
  return [title, ...questions, ...topics].join('\n')
}

function know(article: Article, vocabulary: Vocabulary): Known {
  const before = known.get(article)
  if (before) return before
  const forms = [article.title, ...article.questions].map((form) => {
    const { text, topics } = understandQuestion(form, vocabulary)
    return { text: form, key: formKey(text), topics }
  })
  const found = {
    forms,
    about: normaliseText(aboutText(article)),
    whole: normaliseText(articleText(article)),
  }
  known.set(article, found)
  return found
}

/** The question stands word for word among the forms that the article's owner wrote down for it. */
export function isOwnForm(question: Question, article: Article, vocabulary: Vocabulary): boolean {
  const key = formKey(question.text)
  return key !== '' && know(article, vocabulary).forms.some((form) => form.key === key)
}

/** The words of the question that say most, up to this many, must each be looked at. */
function rarestCovered(question: Question, text: string, { synonyms }: Vocabulary): number {
  let worst = 1
  const most = Math.max(1, ...question.topics.map((topic) => topic.weight))
  for (const { word, weight } of question.topics) {
    const words = [word, ...synonyms.of(word)]
    const covered = Math.max(...words.map((one) => coveredShare(one, text)))
    worst = Math.min(worst, 1 - (weight / most) * (1 - covered))
  }
  return worst
}

/** 公租房 asked of an article on another kind of housing: near in words and vectors, and the wrong matter. */
function matterShare({ text }: Question, about: string, { synonyms }: Vocabulary): number {
  const terms = synonyms.termsIn(text)
  if (terms.length === 0) return 1
  const named = terms.filter((term) => [term, ...synonyms.of(term)].some((w) => about.includes(w)))
  return named.length / terms.length
}

/**
 * Read the other way round: 购房资格 says all that it is about with 购房, and 购房提取公积金 is about more.
 */
function coveredForm(question: Question, forms: readonly Form[], vocabulary: Vocabulary): number {
  const { text } = question
  const shares = forms.map((form) => topicCoverage(form.topics, text, vocabulary.synonyms.of))
  return Math.max(0, ...shares)
}

function statedShare({ aspects }: Question, article: Article): number {
  if (aspects.length === 0) return 1
  return aspects.filter((aspect) => statesAspect(article, aspect)).length / aspects.length
}

export interface SignalContext {
  vocabulary: Vocabulary
  /** The best score of another article. */
  rival: number
  /** A question form of the article that is not looked at, see the search's `leaveOut`. */
  leaveOut?: string | undefined
}

/** The article without one of its question forms; a copy, so that nothing known about it is used. */
function without(article: Article, form: string | undefined): Article {
  if (form === undefined || !article.questions.includes(form)) return article
  return { ...article, questions: article.questions.filter((question) => question !== form) }
}

/** Looks at one hit of a search (pure). */
export function signalsOf(question: Question, hit: Hit, context: SignalContext): Signals {
  const { vocabulary, rival } = context
  const article = without(hit.article, context.leaveOut)
  const { forms, about, whole } = know(article, vocabulary)
  const { of } = vocabulary.synonyms
  return {
    coverage: topicCoverage(question.topics, whole, of),
    titleCoverage: topicCoverage(question.topics, about, of),
    formCoverage: coveredForm(question, forms, vocabulary),
    rarest: rarestCovered(question, whole, vocabulary),
    matter: matterShare(question, about, vocabulary),
    aspect: statedShare(question, article),
    formShare: hit.formShare,
    wholeShare: hit.wholeShare,
    lead: Math.max(-1, Math.min(1, hit.score - rival)),
    questionCosine: hit.questionCosine ?? 0,
    formsCosine: hit.formsCosine ?? 0,
    passageCosine: hit.passageCosine ?? 0,
  }
}
