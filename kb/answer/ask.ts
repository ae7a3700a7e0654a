import type { Article, Pack, ServicePoint } from '../../db/packs/pack.ts'
import type { Embedder } from '../embed/embedder.ts'
import { detectLanguage } from '../language/detect-language.ts'
import { createArticleIndex } from '../search/article-index.ts'
import { createSay, type Say } from './answer-texts.ts'
import type { Ask, AskResult } from './ask-result.ts'
import { decide } from './decide.ts'
import { type Draft, draftElsewhere, draftEmergency, draftPlaces, draftScreened } from './drafts.ts'
import { createServicePoints } from './find-service-points.ts'
import { weighHits } from './judge.ts'
import { createOtherCity } from './other-city.ts'
import { createOwnPlaces } from './own-places.ts'
import { screenQuestion } from './screen-question.ts'
import { createSynonyms } from './synonyms.ts'
import { type Question, understandQuestion } from './understand-question.ts'
import { appliesTo, dateIn } from './validity.ts'

export interface AskOptions {
  articles: readonly Article[]
  servicePoints: readonly ServicePoint[]
  pack: Pack
  embedder: Embedder | null
  /** Vectors that are stored already, by `vectorKey` of the embedded text. */
  stored?: ReadonlyMap<string, Float32Array>
  /** The triage's own emergency rules; an emergency is never answered as a question (R11-1). */
  isEmergency?: (text: string) => boolean
  progress?: (done: number, total: number) => void
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

/**
 * Answers a consultation from published articles and service points, with the source, or says that it cannot
 * and what to do instead (R11, R31). Only stored words are said; nothing is generated.
 */
export function createAsk(options: AskOptions): AskService {
  const { pack, isEmergency = () => false } = options
  const synonyms = createSynonyms(pack.lexicons['synonyms'])
  const vocabulary = { synonyms, places: createOwnPlaces(pack) }
  const findOtherCity = createOtherCity(pack)
  const findPlaces = createServicePoints(options.servicePoints, pack, synonyms)
  const index = createArticleIndex(options)

  const search = async (question: Question) => {
    const { text } = question
    const accept = (article: Article) => appliesTo(article, text, pack)
    const hits = await index.search({ text, synonyms: question.synonyms, accept, limit: 8 })
    return weighHits(question, hits, vocabulary)
  }

  const answerFromArticles = async (question: Question, today: string, say: Say) => {
    const found = await search(question)
    const elsewhere = findOtherCity(question.text)
    if (elsewhere !== null && !found[0]?.article.questions.some((q) => q.includes(elsewhere))) {
      return draftElsewhere(elsewhere, { city: pack.meta.city, say })
    }
    return decide(found, { question, today, say })
  }

  const answerQuestion = async (text: string, at: Date, say: Say): Promise<Draft> => {
    const question = understandQuestion(text, vocabulary)
    const places = findPlaces(question)
    const screened = screenQuestion(question)
    // A question with a place in it is not vague (首都机场电话).
    const vague = screened?.outcome === 'ask'
    if (screened && !(vague && places)) return draftScreened(screened, say)
    if (places && (vague || places.certain)) return draftPlaces(places, say)
    const decided = await answerFromArticles(question, dateIn(at, pack.meta.timezone), say)
    return places && decided.outcome === 'refused' ? draftPlaces(places, say) : decided
  }

  const ask: Ask = async ({ text, at }) => {
    const since = performance.now()
    const say = createSay(pack, detectLanguage(text))
    const draft = isEmergency(text) ? draftEmergency(say) : await answerQuestion(text, at, say)
    return { ...empty, ...draft, ms: Math.round((performance.now() - since) * 100) / 100 }
  }
  // The dictionaries are loaded with the first question (150 ms): no citizen should wait for that.
  const ready = index.ready.then(() => void understandQuestion(pack.meta.name, vocabulary))
  return Object.assign(ask, { ready })
}
