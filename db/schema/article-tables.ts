import type { ColumnType, Generated } from 'kysely'
import type { Fixed, Json, Nullable, Uuid } from './columns.ts'

export interface ArticlesTable {
  id: Fixed<Uuid>
  article_key: string
  version: number
  state: 'draft' | 'in_review' | 'published' | 'expired' | 'withdrawn'
  title: string
  body: string
  front: Json
  content_hash: string
  valid_from: Nullable<string>
  valid_until: Nullable<string>
  published_at: Nullable<Date>
  created_at: Date
  row_version: Generated<number>
  written_by: Nullable<Uuid>
  submitted_at: Nullable<Date>
  approved_by: Nullable<Uuid>
  updated_at: Nullable<Date>
  based_on: Nullable<number>
  note: Generated<string>
  source_id: Nullable<string>
  source_hash: Nullable<string>
  gap_id: Nullable<Uuid>
}

export interface ArticleFeedbackTable {
  id: string
  article_key: string
  article_version: number
  helpful: boolean
  reason: Generated<string>
  question: Generated<string>
  origin: 'public' | 'chat' | 'operator'
  created_at: Date
}

export interface ArticleFilesTable {
  id: Fixed<Uuid>
  uploaded_by: Fixed<Uuid>
  client_file_id: Fixed<string>
  media_type: Fixed<string>
  bytes: Fixed<number>
  sha256: Fixed<string>
  name: Fixed<string>
  created_at: Fixed<Date>
  kept_at: Date
}

export interface KbGapsTable {
  id: Fixed<Uuid>
  kind: 'unanswered' | 'correction'
  state: 'open' | 'writing' | 'closed' | 'dismissed'
  title: string
  owner: Generated<string>
  topic: Generated<string>
  article_key: Nullable<string>
  note: Generated<string>
  raised_by: Nullable<Uuid>
  row_version: Generated<number>
  checks: ColumnType<unknown, string | null | undefined, string | null>
  checked_at: Nullable<Date>
  closed_at: Nullable<Date>
  closed_by: Nullable<Uuid>
  close_reason: Generated<string>
  created_at: Date
  updated_at: Date
}

export interface KbQuestionsTable {
  id: Fixed<Uuid>
  text: string
  outcome: 'refused' | 'unsure' | 'unhelpful'
  reason: Generated<string>
  confidence: Generated<number>
  article_key: Nullable<string>
  origin: 'public' | 'chat' | 'operator'
  gap_id: Nullable<Uuid>
  asked_at: Date
}

export interface KbUsageTable {
  day: string
  article_key: Generated<string>
  way: 'view' | 'chat' | 'call' | 'search' | 'search_empty'
  count: number
}

export interface KbNoticesTable {
  id: Fixed<Uuid>
  article_key: string
  kind: 'review' | 'verify' | 'expiry'
  due: string
  created_at: Date
  done_at: Nullable<Date>
  done_by: Nullable<Uuid>
}

export interface KbImportsTable {
  id: Fixed<Uuid>
  created_by: Uuid
  files: ColumnType<unknown, string, never>
  sources: ColumnType<unknown, string, string>
  defaults: ColumnType<unknown, string, never>
  claimed_at: Nullable<Date>
  outcome: ColumnType<unknown, string | null | undefined, string | null>
  done_at: Nullable<Date>
  created_at: Date
}

export interface KbSuitesTable {
  id: Fixed<Uuid>
  name: string
  questions: ColumnType<unknown, string, string>
  created_by: Nullable<Uuid>
  created_at: Date
}

export interface KbSuiteRunsTable {
  id: Fixed<Uuid>
  suite_id: Uuid
  state: 'queued' | 'done'
  results: ColumnType<unknown, string | null | undefined, string | null>
  started_by: Nullable<Uuid>
  created_at: Date
  finished_at: Nullable<Date>
}

export interface PassagesTable {
  id: Fixed<Uuid>
  article_id: Uuid
  seq: number
  heading: Generated<string>
  text: string
}

/** The knowledge base. */
export interface ArticleTables {
  articles: ArticlesTable
  article_feedback: ArticleFeedbackTable
  article_files: ArticleFilesTable
  kb_gaps: KbGapsTable
  kb_questions: KbQuestionsTable
  kb_usage: KbUsageTable
  kb_notices: KbNoticesTable
  kb_imports: KbImportsTable
  kb_suites: KbSuitesTable
  kb_suite_runs: KbSuiteRunsTable
  passages: PassagesTable
}
