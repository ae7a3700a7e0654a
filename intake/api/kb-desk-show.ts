import type { Pack } from '../../db/packs/pack.ts'
import { contentOf, missingForReview } from '../../kb/article/article-content.ts'
import type { DeskActor } from '../../kb/article/desk-rules.ts'
import type { ArticleVersion, listDeskArticles, listVersions } from '../../kb/article/desk-view.ts'
import { diffArticles } from '../../kb/article/diff-articles.ts'
import { allowedActions } from '../../kb/article/lifecycle.ts'
import type { findGap } from '../../kb/gap/gap-view.ts'
import type { ArticleContent, DeskArticle, DeskItem } from '../protocol/kb-desk-api.ts'
import type { GapItem } from '../protocol/kb-gap-api.ts'

type ListRow = Awaited<ReturnType<typeof listDeskArticles>>['items'][number]
type GapRow = NonNullable<Awaited<ReturnType<typeof findGap>>>

export function showListItem(row: ListRow): DeskItem {
  const { owner, topics } = contentOf({ ...row, body: '' })
  return {
    id: row.id,
    key: row.article_key,
    version: row.version,
    state: row.state,
    title: row.title,
    owner,
    topics,
    writer: row.writer,
    changed_at: (row.updated_at ?? row.published_at ?? row.created_at).toISOString(),
    due: row.due,
    helpful: Number(row.helpful ?? 0),
    unhelpful: Number(row.unhelpful ?? 0),
  }
}

interface Showing {
  versions: Awaited<ReturnType<typeof listVersions>>
  actor: DeskActor
  selfApproval: boolean
}

/** One version with its history, what may be done with it, and how it differs from what is in force. */
export function showArticle(row: ArticleVersion, showing: Showing): DeskArticle {
  const { versions, actor, selfApproval } = showing
  const content = contentOf(row)
  const inForce = versions.find(({ state }) => state === 'published')
  const isOpen = row.state === 'draft' || row.state === 'in_review'
  const own = actor.onlyOwner === null || actor.onlyOwner === content.owner
  const isAuthor = row.written_by === actor.id
  const asking = { state: row.state, rights: actor.rights, isAuthor, selfApproval }
  return {
    id: row.id,
    key: row.article_key,
    version: row.version,
    row_version: row.row_version,
    state: row.state,
    content,
    note: row.note,
    writer: row.writer,
    approver: row.approver,
    gap_id: row.gap_id,
    allowed: own ? allowedActions(asking) : [],
    missing: missingForReview(content),
    versions: versions.map((one) => ({
      id: one.id,
      version: one.version,
      state: one.state,
      writer: one.writer,
      approver: one.approver,
      note: one.note,
      created_at: one.created_at.toISOString(),
      published_at: one.published_at?.toISOString() ?? null,
    })),
    diff: inForce && inForce.id !== row.id ? diffArticles(contentOf(inForce), content) : null,
    outdated: isOpen && (inForce?.version ?? null) !== row.based_on,
  }
}

/** The draft as an article in force, for the preview; what a draft lacks is filled so that it can be asked at all. */
export function asPublished(content: ArticleContent, key: string, pack: Pick<Pack, 'meta'>) {
  const { valid_until, source, ...rest } = content
  const { url, ...named } = source
  return {
    ...rest,
    source: url === '' ? named : source,
    id: key === '' ? 'draft' : key,
    jurisdiction: content.jurisdiction || pack.meta.city,
    questions: content.questions.length > 0 ? content.questions : [content.title],
    valid_until: valid_until === '' ? null : valid_until,
    version: 1,
    state: 'published' as const,
  }
}

export function showGap(row: GapRow): GapItem {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    title: row.title,
    owner: row.owner,
    topic: row.topic,
    note: row.note,
    article: row.article_key,
    asked: Number(row.asked ?? 0),
    raised_by: row.raiser,
    row_version: row.row_version,
    updated_at: row.updated_at.toISOString(),
    close_reason: row.close_reason,
  }
}
