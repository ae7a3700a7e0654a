import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import { redact } from '../language/redact.ts'

export interface ArticleFeedback {
  articleKey: string
  articleVersion: number
  helpful: boolean
  reason: string
  /** What was asked; numbers that may be somebody's are masked before it is stored. */
  question: string
  origin: 'public' | 'chat' | 'operator'
  now: Date
}

/** Keeps what a reader says of an article, for its owner unit (R31). */
export async function insertFeedback(db: Db, feedback: ArticleFeedback): Promise<void> {
  const { now } = feedback
  await db
    .insertInto('article_feedback')
    .values({
      id: newId(now.getTime()),
      article_key: feedback.articleKey,
      article_version: feedback.articleVersion,
      helpful: feedback.helpful,
      reason: redact(feedback.reason),
      question: redact(feedback.question),
      origin: feedback.origin,
      created_at: now,
    })
    .execute()
}
