import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import { redact } from '../language/redact.ts'

export interface QuestionRecord {
  text: string
  outcome: 'refused' | 'unsure' | 'unhelpful'
  reason: string
  confidence: number
  articleKey: string | null
  origin: 'public' | 'chat' | 'operator'
  gapId?: string
  now: Date
}

const LONGEST = 300

/** Keeps a question without what could name whoever asked it: before it is stored, not after. */
export async function insertQuestion(trx: Db, question: QuestionRecord): Promise<void> {
  const text = redact(question.text).trim().slice(0, LONGEST)
  if (text === '') return
  await trx
    .insertInto('kb_questions')
    .values({
      id: newId(question.now.getTime()),
      text,
      outcome: question.outcome,
      reason: question.reason,
      confidence: question.confidence,
      article_key: question.articleKey,
      origin: question.origin,
      gap_id: question.gapId ?? null,
      asked_at: question.now,
    })
    .execute()
}

export interface NewGap {
  kind: 'unanswered' | 'correction'
  title: string
  owner: string
  topic: string
  articleKey: string | null
  note: string
  raisedBy: string | null
  now: Date
}

export async function insertGap(trx: Db, gap: NewGap): Promise<string> {
  const id = newId(gap.now.getTime())
  await trx
    .insertInto('kb_gaps')
    .values({
      id,
      kind: gap.kind,
      state: 'open',
      title: redact(gap.title).slice(0, LONGEST),
      owner: gap.owner,
      topic: gap.topic,
      article_key: gap.articleKey,
      note: redact(gap.note),
      raised_by: gap.raisedBy,
      created_at: gap.now,
      updated_at: gap.now,
    })
    .execute()
  return id
}

/** Puts questions into a ticket; one that another run has put somewhere meanwhile stays there. */
export async function assignQuestions(
  trx: Db,
  { gapId, ids, now }: { gapId: string; ids: readonly string[]; now: Date },
): Promise<number> {
  const moved = await trx
    .updateTable('kb_questions')
    .set({ gap_id: gapId })
    .where('id', 'in', [...ids])
    .where('gap_id', 'is', null)
    .returning('id')
    .execute()
  if (moved.length > 0) {
    await trx.updateTable('kb_gaps').set({ updated_at: now }).where('id', '=', gapId).execute()
  }
  return moved.length
}

/** Forgets questions that turned out to be answered. */
export async function deleteQuestions(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await trx
    .deleteFrom('kb_questions')
    .where('id', 'in', [...ids])
    .where('gap_id', 'is', null)
    .execute()
}

/** Somebody writes an article for the ticket. */
export async function startWriting(
  trx: Db,
  { id, articleKey, now }: { id: string; articleKey: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('kb_gaps')
    .set({ state: 'writing', article_key: articleKey, updated_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['open', 'writing'])
    .execute()
}

export interface GapChange {
  id: string
  rowVersion: number
  state?: 'open' | 'writing' | 'closed' | 'dismissed'
  owner?: string
  topic?: string
  closed?: { by: string | null; reason: string }
  now: Date
}

/** Changes a ticket; false where somebody else has changed it since it was read. */
export async function updateGap(trx: Db, change: GapChange): Promise<boolean> {
  const { id, rowVersion, state, owner, topic, closed, now } = change
  const row = await trx
    .updateTable('kb_gaps')
    .set({
      row_version: rowVersion + 1,
      updated_at: now,
      ...(state === undefined ? {} : { state }),
      ...(owner === undefined ? {} : { owner }),
      ...(topic === undefined ? {} : { topic }),
      closed_at: closed === undefined ? null : now,
      closed_by: closed?.by ?? null,
      close_reason: closed?.reason ?? '',
    })
    .where('id', '=', id)
    .where('row_version', '=', rowVersion)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface GapCheck {
  question: string
  outcome: string
  article: string | null
  answer: string
  ok: boolean
}

/** What the answers are now; a ticket whose questions are all answered is closed by that and by nothing else. */
export async function saveChecks(
  trx: Db,
  wish: { id: string; checks: readonly GapCheck[]; now: Date },
): Promise<boolean> {
  const { id, checks, now } = wish
  const solved = checks.length > 0 && checks.every(({ ok }) => ok)
  await trx
    .updateTable('kb_gaps')
    .set((eb) => ({
      checks: JSON.stringify(checks),
      checked_at: now,
      updated_at: now,
      row_version: eb('row_version', '+', 1),
      state: solved ? 'closed' : 'open',
      closed_at: solved ? now : null,
      close_reason: solved ? '文章已发布，再问已能答' : '',
    }))
    .where('id', '=', id)
    .where('state', 'in', ['open', 'writing'])
    .execute()
  return solved
}
