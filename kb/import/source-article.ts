import type { ArticleContent } from '../article/article-content.ts'

/** What a file says, before it becomes a draft. `sourceId` names the place that it came from: the same place is the same article. */
export interface SourceArticle {
  sourceId: string
  /** Wished for by the file; made from the source where it is absent. */
  key: string | null
  content: Partial<Omit<ArticleContent, 'source'>> & { source?: Partial<ArticleContent['source']> }
  /** What a reader should look at, e.g. that headings were guessed. */
  notes: string[]
}

/** What one file gave. */
export interface ParsedFile {
  file: string
  articles: SourceArticle[]
  /** Rows or parts that could not be used, with their place. */
  problems: string[]
}

/** The files that can be read, by their names. */
export const importable = /\.(md|markdown|csv|xlsx|json|jsonl|ndjson|html?|pdf|docx|zip)$/i

export interface ImportLimits {
  maxMegabytes: number
  maxPages: number
  maxUnpackedMegabytes: number
  maxEntries: number
  maxRows: number
  seconds: number
  memoryMegabytes: number
}

/** Enough for a 200-page regulation; what is larger is refused with the number, and nothing runs for ever. */
export const importLimits: ImportLimits = {
  maxMegabytes: 40,
  maxPages: 300,
  maxUnpackedMegabytes: 200,
  maxEntries: 5_000,
  maxRows: 5_000,
  seconds: 60,
  memoryMegabytes: 512,
}
