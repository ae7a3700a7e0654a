import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Article, Pack } from '../../db/packs/pack.ts'
import { createWorkCalendar } from '../../db/packs/work-calendar.ts'
import { appliesTo, expiredOn } from '../../kb/answer/validity.ts'
import {
  listPublicationTimes,
  listPublishedArticles,
  publishedStamp,
} from '../../kb/article/article-view.ts'
import { contentShare } from '../../kb/gap/content-pairs.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { createPointSearch, type FoundPoint, type PointSearch } from '../../kb/point/find-points.ts'
import type { LocalTime } from '../../kb/point/opening-hours.ts'
import { localTime } from '../../kb/point/point-texts.ts'
import { createArticleIndex } from '../../kb/search/article-index.ts'

/** One published article and where in it the question was found. */
export interface LibraryHit {
  article: Article
  snippet: string
}

export interface LibrarySearch {
  hits: LibraryHit[]
  /** Whether any of them has enough of the words to be what was looked for; else they are only near it. */
  sure: boolean
}

export interface Library {
  /** Changes with every publication or withdrawal, and with the day: articles are valid by days. */
  stamp(): Promise<string>
  listArticles(): Promise<Article[]>
  /** When each of them was published, by its id: what a reader of the feed calls its last change. */
  publicationTimes(): Promise<ReadonlyMap<string, Date>>
  /** Titles of the published articles by their id. */
  titles(): Promise<ReadonlyMap<string, string>>
  findArticle(id: string): Promise<Article | null>
  search(text: string, limit: number): Promise<LibrarySearch>
  points: PointSearch
  /** Where an article's matter is handled: points that offer it, and points that it names. */
  pointsFor(article: Article): FoundPoint[]
  /** The city's own clock. */
  localTime(): LocalTime
}

interface LibraryDeps {
  database: Pick<Database, 'db'>
  pack: Pack
  clock: Clock
}

const SNIPPET = 120
const CLEARLY_MORE = 2
/** Of the best hit's score; below it the list becomes a list of everything. */
const LEAST_SCORE = 0.35
/** So much of what was typed must stand in one article: of the project's questions 6 % of the answerable ones have less. */
const SURE_SHARE = 0.34

/**
 * What anybody may read: published, valid articles and the service points. Words are searched without the sentence model, so that a
 * server process stays small; the chat's answers use both. Each look asks the database for its stamp (one indexed row), so an
 * article that any process has published or withdrawn is there, or gone, with the next look.
 */
export function createLibrary({ database, pack, clock }: LibraryDeps): Library {
  const calendar = createWorkCalendar(pack)
  const today = () => calendar.dateOf(clock.now())
  let held: { stamp: string; articles: Promise<ReturnType<typeof indexArticles>> } | undefined

  const stamp = async () => `${await publishedStamp(database.db)}:${today()}`
  const load = async () => {
    const now = await stamp()
    if (held?.stamp !== now) {
      const day = today()
      const articles = listPublishedArticles(database.db).then((all) =>
        indexArticles(all.filter((article) => !expiredOn(article, day))),
      )
      held = { stamp: now, articles }
      articles.catch(() => {
        held = undefined
      })
    }
    return held.articles
  }

  const points = createPointSearch({
    points: pack.service_points,
    jurisdictions: pack.jurisdictions,
    factsOf: calendar.dayOf,
  })
  const localNow = () => localTime(clock.now(), pack.meta.timezone)
  return {
    stamp,
    listArticles: async () => (await load()).articles,
    publicationTimes: () => listPublicationTimes(database.db),
    titles: async () => new Map((await load()).articles.map(({ id, title }) => [id, title])),
    findArticle: async (id) => (await load()).articles.find((article) => article.id === id) ?? null,
    search: async (text, limit) => {
      const { index } = await load()
      const accept = (article: Article) => appliesTo(article, text, pack)
      const hits = await index.search({ text, accept, limit, forReader: true })
      const least = (hits[0]?.score ?? 0) * LEAST_SCORE
      const good = hits.filter(({ score }) => score >= least).map(({ article }) => article)
      const sure = good.some((article) => contentShare(text, wordsOf(article)) >= SURE_SHARE)
      return {
        hits: good.map((article) => ({ article, snippet: snippetOf(article, text) })),
        sure,
      }
    },
    points,
    pointsFor: (article) => pointsOf(article, points, localNow()),
    localTime: localNow,
  }
}

const MOST_POINTS = 20

function pointsOf(article: Article, points: PointSearch, now: LocalTime): FoundPoint[] {
  const offering = [article.id, article.title].flatMap((service) =>
    points.find({ service, limit: MOST_POINTS }, now),
  )
  const named = (article.service_points ?? []).flatMap((code) => points.findOne(code, now) ?? [])
  const byCode = new Map([...named, ...offering].map((found) => [found.point.code, found]))
  return [...byCode.values()].slice(0, MOST_POINTS)
}

function indexArticles(articles: Article[]) {
  return { articles, index: createArticleIndex({ articles, embedder: null }) }
}

const wordsOf = ({ title, questions, topics, audience, body }: Article) =>
  normaliseText([title, ...questions, ...topics, audience, body].join('\n'))

const LEGAL_BASIS = /^#+ *依据[\s\S]*?(?=^#|(?![\s\S]))/gm

/** The plain answer that the article begins with, unless another sentence has clearly more of the question's characters. */
function snippetOf({ body }: Article, question: string): string {
  const asked = new Set(question.replace(/[\s\p{P}]/gu, ''))
  const sentences = body
    .replace(LEGAL_BASIS, '')
    .replace(/^#+ .*$/gm, '')
    .split(/[。！？\n]/)
    .map((sentence) => sentence.replace(/[*`>|#-]/g, '').trim())
    .filter((sentence) => sentence.length > 5)
  const found = (sentence: string) => new Set([...sentence].filter((char) => asked.has(char))).size
  const [first = ''] = sentences
  const best = sentences.reduce((a, b) => (found(b) > found(a) ? b : a), first)
  const shown = found(best) > found(first) + CLEARLY_MORE ? best : first
  return shown.length > SNIPPET ? `${shown.slice(0, SNIPPET)}…` : shown
}
