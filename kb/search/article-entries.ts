import type { Article } from '../../db/packs/pack.ts'
import { passageText, splitPassages } from '../article/split-article.ts'

/** One searchable piece of an article. */
export interface Entry {
  /** Position of the article in the list that was indexed. */
  article: number
  /** A question form (or the title) asks what the article answers; a passage answers it. */
  kind: 'question' | 'passage'
  heading: string
  text: string
}

/** The pieces of one article: its title, its question forms, its passages. */
export function entriesOf(article: Article, position: number): Entry[] {
  const forms = [article.title, ...article.questions].filter((text) => text !== '')
  const questions = [...new Set(forms)].map(
    (text): Entry => ({ article: position, kind: 'question', heading: '', text }),
  )
  const passages = splitPassages(article.body).map(
    (passage): Entry => ({
      article: position,
      kind: 'passage',
      heading: passage.heading,
      text: passageText(article, passage),
    }),
  )
  return [...questions, ...passages]
}

/** What an article says apart from its question forms, which are searched by themselves. */
export function statedText({ title, topics, audience, owner, body }: Article): string {
  return [title, ...topics, audience, owner, body].join('\n')
}

/** Everything an article says, for checking what it covers. */
export function articleText(article: Article): string {
  const { title, questions, topics, audience, owner, body } = article
  return [title, ...questions, ...topics, audience, owner, body].join('\n')
}
