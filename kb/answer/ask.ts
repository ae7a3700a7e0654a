import type { Article, Pack, ServicePoint } from '../../db/packs/pack.ts'
import type { Embedder } from '../embed/embedder.ts'
import { detectLanguage } from '../language/detect-language.ts'
import { gistOf, glossEnglish } from '../language/english.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { type ArticleIndex, createArticleIndex } from '../search/article-index.ts'
import { type Rerank, rerankFirst } from '../search/rerank.ts'
import { type AnswerKey, createSay, type Say } from './answer-texts.ts'
import type { Ask, AskInput, AskResult } from './ask-result.ts'
import { claimsSomething } from './claims.ts'
import { decide } from './decide.ts'
import {
  type Draft,
  draftElsewhere,
  draftEmergency,
  draftPlaces,
  draftScreened,
  introduceChinese,
} from './drafts.ts'
import { createServicePoints, type PlaceAnswer } from './find-service-points.ts'
import { groundAnswer } from './grounded-answer.ts'
import { type Candidate, weighHits } from './judge.ts'
import { type ClassesOf, createNearMisses, leaveOutNearMisses } from './near-miss.ts'
import { createOtherCity } from './other-city.ts'
import { createOwnPlaces } from './own-places.ts'
import { createPremises } from './premise.ts'
import { screenQuestion } from './screen-question.ts'
import { isOwnForm } from './signals.ts'
import { createKnownWords } from './strange-words.ts'
import { createSynonyms } from './synonyms.ts'
import { toldChance } from './told-chance.ts'
import { understandFollowUp } from './understand-follow-up.ts'
import { type Question, understandQuestion, type Vocabulary } from './understand-question.ts'
import { appliesTo, dateIn } from './validity.ts'

export interface AskOptions {
  articles: readonly Article[]
  servicePoints: readonly ServicePoint[]
  pack: Pack
  embedder: Embedder | null
  /** Vectors that are stored already, by `vectorKey` of the embedded text. */
  stored?: ReadonlyMap<string, Float32Array>
  /** Words an answer anew where every sentence stands its check; null or absent: the article's own words. */
  languageModel?: LanguageModel | null
  /** The triage's own emergency rules; an emergency is never answered as a question (R11-1). */
  isEmergency?: (text: string) => boolean
  /** The classes that a text is about, where something tells them: articles on a neighbouring class are left out. */
  classesOf?: ClassesOf | undefined
  /** Puts the articles that may answer in order; it makes none of them surer. */
  rerank?: Rerank | null
  progress?: (done: number, total: number) => void
  /** An index of the same articles that is there already. */
  index?: ArticleIndex
  /** Told when vectors fail; answers go on from words alone. */
  onFailure?: (error: unknown) => void
}

/** `ready` resolves when the vectors are there; before that, answers come from words alone. */
export type AskService = Ask & { ready: Promise<void> }

const empty = {
  reason: '',
  citations: [],
  service_points: [],
  confidence: 0,
} satisfies Partial<AskResult>

/** What stays so whoever wrote the words down. */
const neverOwned = new Set<AnswerKey>(['answer.unlawful', 'answer.privacy', 'answer.human'])

/** How it is said. */
interface Voice {
  say: Say
  language: 'zh' | 'en'
}

/** Whoever reads an answer, or a refusal, that was found by words alone is told so. */
function withNote(draft: Draft, say: Say): Draft {
  if (draft.outcome !== 'answered' && draft.outcome !== 'refused') return draft
  return { ...draft, answer: `${draft.answer}\n${say('answer.words_only')}` }
}

/** An English question is looked up by its gist in Chinese, as far as its words are known. */
function readLanguage(input: AskInput): { asked: AskInput; gist: string; language: 'zh' | 'en' } {
  const { text, earlier = [] } = input
  const language = gistOf(text) === null ? detectLanguage(text) : 'en'
  const gist = gistOf(text) ?? (language === 'en' ? glossEnglish(text) : '')
  const before = earlier.map((one) => gistOf(one) ?? one)
  return { asked: { ...input, text: gist === '' ? text : gist, earlier: before }, gist, language }
}

async function wordAnew(draft: Draft, text: string, options: AskOptions): Promise<Draft> {
  const { languageModel } = options
  const cited = draft.outcome === 'answered' ? draft.citations?.[0]?.article : undefined
  const article = options.articles.find(({ id }) => id === cited)
  if (!languageModel || !article) return draft
  const grounded = await groundAnswer(languageModel, { question: text, article })
  return grounded === null ? draft : { ...draft, answer: grounded.text }
}

/** What may answer a question, weighed: in force where it is asked about (R31), and of its class as far as that is known. */
function createSearch(
  index: ArticleIndex,
  vocabulary: Vocabulary,
  { pack, articles, classesOf, rerank }: AskOptions,
): (question: Question) => Promise<Candidate[]> {
  const nearMisses = createNearMisses(pack.taxonomy)
  return async (question) => {
    const { text, synonyms, variants } = question
    const accept = (article: Article) => appliesTo(article, text, pack)
    const hits = await index.search({ text, synonyms, variants, accept, limit: 8 })
    const weighed = weighHits(question, hits, { vocabulary, articles: articles.length })
    const told = classesOf
      ? await leaveOutNearMisses(weighed, async () => nearMisses(await classesOf(text)))
      : weighed
    if (!rerank) return told
    const sure = told.filter((candidate) => candidate.sure)
    const rest = told.filter((candidate) => !candidate.sure)
    return [...(await rerankFirst(sure, text, rerank)), ...rest]
  }
}

/**
 * Answers a consultation from published articles and service points, with the source, or says that it cannot
 * and what to do instead (R11, R31). Only stored words are said; nothing is generated.
 */
export function createAsk(options: AskOptions): AskService {
  const { pack, isEmergency = () => false } = options
  const synonyms = createSynonyms(pack.lexicons['synonyms'])
  const words = createKnownWords(pack, options.articles)
  const vocabulary = { synonyms, places: createOwnPlaces(pack), words }
  const findOtherCity = createOtherCity(pack)
  const findPlaces = createServicePoints(options.servicePoints, pack, synonyms)
  const index = options.index ?? createArticleIndex(options)
  const premises = createPremises(options.articles, vocabulary)

  const search = createSearch(index, vocabulary, options)

  const answerFromArticles = async (question: Question, today: string, say: Say) => {
    const found = await search(question)
    const elsewhere = findOtherCity(question.text)
    if (elsewhere !== null && !found[0]?.article.questions.some((q) => q.includes(elsewhere))) {
      return draftElsewhere(elsewhere, { city: pack.meta.city, say })
    }
    const told = (score: number) => toldChance(score, { vectors: index.mode() === 'hybrid' })
    return decide(found, { question, today, say, premises, told })
  }

  // An owner who wrote the very words down for an article meant them as a question (网店不给退货).
  const isOwned = (question: Question) =>
    options.articles.some((article) => isOwnForm(question, article, vocabulary))

  /** Why it must not be answered, if so. A question with a place in it is not vague (首都机场电话). */
  const screen = (question: Question, places: PlaceAnswer | null) => {
    const screened = screenQuestion(question)
    if (screened?.outcome === 'ask' && places) return null
    const ownable = screened !== null && !neverOwned.has(screened.key)
    return ownable && isOwned(question) ? null : screened
  }

  const answerQuestion = async ({ text, at, earlier }: AskInput, voice: Voice): Promise<Draft> => {
    const { say, language } = voice
    const question = understandFollowUp(text, earlier ?? [], vocabulary)
    const places = claimsSomething(question.text) ? null : findPlaces(question, at)
    const screened = screen(question, places)
    if (screened) return draftScreened(screened, say)
    const vague = question.topics.length === 0
    if (places && (vague || places.certain)) return draftPlaces(places, say, language)
    const decided = await answerFromArticles(question, dateIn(at, pack.meta.timezone), say)
    return places && decided.outcome === 'refused' ? draftPlaces(places, say, language) : decided
  }

  const ask: Ask = async (input) => {
    const { text } = input
    const since = performance.now()
    const { asked, gist, language } = readLanguage(input)
    const say = createSay(pack, language)
    const found = isEmergency(text)
      ? draftEmergency(say)
      : await wordAnew(await answerQuestion(asked, { say, language }), asked.text, options)
    const told = gist === '' ? found : introduceChinese(found, gist, say)
    const draft = index.mode() === 'degraded' ? withNote(told, say) : told
    return { ...empty, ...draft, ms: Math.round((performance.now() - since) * 100) / 100 }
  }
  // The dictionaries are loaded with the first question (150 ms): no citizen should wait for that.
  understandQuestion(pack.meta.name, vocabulary)
  const { ready } = index
  return Object.assign(ask, { ready })
}
