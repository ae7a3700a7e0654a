import { createHash } from 'node:crypto'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database, Db } from '../../db/client.ts'
import { canonicalJson } from '../../db/kernel/canonical-json.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { type ArticleContent, articleContent, contentOf } from '../article/article-content.ts'
import { insertDraft, updateDraft } from '../article/article-store.ts'
import {
  type ArticleVersion,
  findBySource,
  findInForce,
  findOpenVersion,
} from '../article/desk-view.ts'
import { type ArticleDiff, diffArticles, isSame } from '../article/diff-articles.ts'
import type { Published } from '../article/published.ts'
import { findSimilar, type SimilarHint } from '../article/similar-articles.ts'
import type { SourceArticle } from './source-article.ts'

export interface ImportDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  published: Published
}

export interface ImportDefaults {
  owner: string
  jurisdiction: string
  validFrom: string
}

/** What an import makes of one article; `blocked` is a version under review, which nobody changes behind the reviewer. */
export type ImportKind = 'new' | 'changed' | 'same' | 'blocked' | 'invalid'

export interface ImportOutcome {
  sourceId: string
  title: string
  kind: ImportKind
  diff: ArticleDiff | null
  similar: SimilarHint[]
  problem: string
}

/** The whole content; what the file does not say comes from the version before, then from the command's defaults. */
function complete(source: SourceArticle, before: ArticleContent | null, defaults: ImportDefaults) {
  const { content } = source
  const pick = (said: string | undefined, old: string | undefined, fallback = '') =>
    said || old || fallback
  const all = (said: readonly string[] | undefined, old: readonly string[] | undefined) =>
    said && said.length > 0 ? [...said] : [...(old ?? [])]
  return articleContent.safeParse({
    title: content.title ?? '',
    questions: all(content.questions, before?.questions)
      .map((one) => one.slice(0, 200))
      .slice(0, 60),
    topics: all(content.topics, before?.topics),
    service_codes: all(content.service_codes, before?.service_codes),
    service_points: all(content.service_points, before?.service_points),
    jurisdiction: pick(content.jurisdiction, before?.jurisdiction, defaults.jurisdiction),
    audience: pick(content.audience, before?.audience),
    owner: pick(content.owner, before?.owner, defaults.owner),
    source: {
      title: pick(content.source?.title, before?.source.title),
      issuer: pick(content.source?.issuer, before?.source.issuer),
      date: pick(content.source?.date, before?.source.date),
      url: pick(content.source?.url, before?.source.url),
    },
    valid_from: pick(content.valid_from, before?.valid_from, defaults.validFrom),
    valid_until: pick(content.valid_until, before?.valid_until),
    review_due: pick(content.review_due, before?.review_due),
    verify_before: pick(content.verify_before, before?.verify_before),
    body: content.body ?? '',
  })
}

interface Standing {
  key: string
  open: ArticleVersion | null
  inForce: ArticleVersion | null
  /** The last version that came from the same place. */
  last: ArticleVersion | null
}

async function findStanding(db: Db, source: SourceArticle): Promise<Standing> {
  const last = await findBySource(db, source.sourceId)
  const made = `import-${createHash('sha256').update(source.sourceId).digest('hex').slice(0, 12)}`
  const key = last?.article_key ?? source.key ?? made
  return { key, last, open: await findOpenVersion(db, key), inForce: await findInForce(db, key) }
}

const hashOf = (source: SourceArticle) =>
  createHash('sha256').update(canonicalJson(source.content)).digest('hex')

async function write(
  trx: Db,
  change: { source: SourceArticle; standing: Standing; content: ArticleContent; now: Date },
): Promise<void> {
  const { source, standing, content, now } = change
  const { key: articleKey, open, inForce } = standing
  const hash = hashOf(source)
  const note = source.notes.join('；')
  if (open) {
    const { id, row_version: rowVersion } = open
    const by = { writtenBy: open.written_by, sourceHash: hash }
    await updateDraft(trx, { id, articleKey, rowVersion, content, note, ...by, now })
  } else {
    const from = { id: source.sourceId, hash }
    const basedOn = inForce?.version ?? null
    await insertDraft(trx, {
      articleKey,
      content,
      writtenBy: null,
      basedOn,
      note,
      gapId: null,
      source: from,
      now,
    })
  }
  await appendAuditEvent(trx, {
    at: now,
    actorKind: 'system',
    action: 'article.imported',
    subject: `article:${articleKey}`,
    detail: { source: source.sourceId },
  })
}

/**
 * Turns what files say into drafts: a place that was read before changes its own draft or opens a new version, the same words
 * again change nothing. Nothing that citizens read changes before a person has approved it.
 */
export async function importArticles(
  { database, clock, published }: ImportDeps,
  sources: readonly SourceArticle[],
  { defaults, dryRun }: { defaults: ImportDefaults; dryRun: boolean },
): Promise<ImportOutcome[]> {
  const { index } = await published()
  const outcomes: ImportOutcome[] = []
  for (const source of sources) {
    const outcome = await database.db.transaction().execute(async (trx) => {
      const standing = await findStanding(trx, source)
      const old = standing.open ?? standing.inForce
      const before = old ? contentOf(old) : null
      const decided = decide(source, { standing, before, defaults })
      const { kind, content } = decided
      if (!dryRun && content && (kind === 'new' || kind === 'changed')) {
        await write(trx, { source, standing, content, now: clock.now() })
      }
      return { ...decided, key: standing.key }
    })
    const { kind, content, diff, problem, key } = outcome
    const hits = content ? await index.search({ text: content.title, limit: 10 }) : []
    const similar = content
      ? findSimilar(
          { ...content, id: key },
          hits.map(({ article }) => article),
        )
      : []
    outcomes.push({
      sourceId: source.sourceId,
      title: source.content.title ?? '',
      kind,
      diff,
      similar,
      problem,
    })
  }
  return outcomes
}

interface Deciding {
  standing: Standing
  before: ArticleContent | null
  defaults: ImportDefaults
}

function decide(source: SourceArticle, { standing, before, defaults }: Deciding) {
  const nothing = { content: null, diff: null, problem: '' }
  const { open, last } = standing
  // What an editor made of it since is kept: only a changed file is read again.
  if (last?.source_hash === hashOf(source)) return { ...nothing, kind: 'same' as const }
  if (open?.state === 'in_review') {
    return { ...nothing, kind: 'blocked' as const, problem: '正在审核，没有改动；请先退回' }
  }
  const parsed = complete(source, before, defaults)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      ...nothing,
      kind: 'invalid' as const,
      problem: `${issue?.path.join('.')}：${issue?.message}`,
    }
  }
  const diff = diffArticles(before, parsed.data)
  if (before && isSame(diff)) return { ...nothing, kind: 'same' as const }
  const kind = before ? ('changed' as const) : ('new' as const)
  return { kind, content: parsed.data, diff, problem: '' }
}
