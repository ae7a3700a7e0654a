import type { Article } from '../../db/packs/pack.ts'
import { splitSentences } from '../language/sentences.ts'
import { markdownText } from './markdown-text.ts'

/** A part of an article under its own heading; the part before the first heading is the plain answer. */
export interface Section {
  heading: string
  text: string
}

/** A piece small enough to be found and embedded by itself; it keeps its heading. */
export interface Passage {
  seq: number
  heading: string
  text: string
}

/** Measured on real policy documents: pieces of 300 characters rank a point better than of 500. */
const MAX_PASSAGE = 300

/** The article's own structure: its headings of any level, in order. */
export function splitSections(body: string): Section[] {
  const sections: Section[] = []
  let heading = ''
  let lines: string[] = []
  const flush = () => {
    const text = markdownText(lines.join('\n'))
    if (text !== '') sections.push({ heading, text })
    lines = []
  }
  for (const line of body.split('\n')) {
    const title = /^#{1,6}\s+(.+?)\s*#*\s*$/.exec(line)?.[1]
    if (title === undefined) {
      lines.push(line)
      continue
    }
    flush()
    heading = title.replace(/(\*\*|`)/g, '')
  }
  flush()
  return sections
}

/** Whole sentences, joined while they fit. */
function splitLong(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  let end = 0
  for (const sentence of splitSentences(text)) {
    if (sentence.end - start > MAX_PASSAGE && end > start) {
      pieces.push(text.slice(start, end).trim())
      start = sentence.start
    }
    end = sentence.end
  }
  pieces.push(text.slice(start).trim())
  return pieces.filter((piece) => piece !== '')
}

/** The passages of an article: one per section, long sections in several. */
export function splitPassages(body: string): Passage[] {
  return splitSections(body)
    .flatMap(({ heading, text }) => splitLong(text).map((piece) => ({ heading, text: piece })))
    .map((passage, seq) => ({ seq, ...passage }))
}

/** What is embedded for a passage: alone it would not say what it is about. */
export function passageText(
  article: Pick<Article, 'title'>,
  passage: Omit<Passage, 'seq'>,
): string {
  return [article.title, passage.heading, passage.text].filter((part) => part !== '').join('\n')
}
