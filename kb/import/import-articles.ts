import { createHash } from 'node:crypto'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database, Db } from '../../db/client.ts'
import { canonicalJson } from '../../db/kernel/canonical-json.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
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
import {
  type ContradictionHint,
  findContradictions,
  findSimilar,
  type SimilarHint,
} from '../article/similar-articles.ts'
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
  contradictions: ContradictionHint[]
  problem: string
  /** What a reader should look at, e.g. that headings were guessed. */
  notes: string[]
  /** The draft that was made or changed, or the version that stands there already; null before it exists. */
  articleId: string | null
}

export interface ImportWish {
  defaults: ImportDefaults
  dryRun: boolean
  /** Who imports; absent on the command line. Nobody approves what they imported themselves. */
  by?: { id: string; onlyOwner: string | null }
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
    attachments: before?.attachments ?? [],
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

async function writeDraft(
  trx: Db,
  change: {
    source: SourceArticle
    standing: Standing
    content: ArticleContent
    by: string | null
    now: Date
  },
): Promise<string> {
  const { source, standing, content, by, now } = change
  const { key: articleKey, open, inForce } = standing
  const hash = hashOf(source)
  const note = source.notes.join('；')
  let id = open?.id
  if (open) {
    const { row_version: rowVersion } = open
    const change = { id: open.id, articleKey, rowVersion, content, note, sourceHash: hash, now }
    const saved = await updateDraft(trx, { ...change, writtenBy: by ?? open.written_by })
    if (!saved) throw new AppError('kb.article-changed')
  }
  id ??= await insertDraft(trx, {
    articleKey,
    content,
    writtenBy: by,
    basedOn: inForce?.version ?? null,
    note,
    gapId: null,
    source: { id: source.sourceId, hash },
    now,
  })
  await appendAuditEvent(trx, {
    at: now,
    actorKind: by === null ? 'system' : 'staff',
    actorId: by,
    action: 'article.imported',
    subject: `article:${articleKey}`,
    detail: { source: source.sourceId },
  })
  return id
}

/**
 * Turns what files say into drafts: a place that was read before changes its own draft or opens a new version, the same words
 * again change nothing. Nothing that citizens read changes before a person has approved it.
 */
export async function importArticles(
  { database, clock, published }: ImportDeps,
  sources: readonly SourceArticle[],
  { defaults, dryRun, by }: ImportWish,
): Promise<ImportOutcome[]> {
  const { index } = await published()
  const outcomes: ImportOutcome[] = []
  const seen = new Set<string>()
  for (const source of sources) {
    const again = seen.has(source.sourceId)
    seen.add(source.sourceId)
    const done = await database.db.transaction().execute(async (trx) => {
      const standing = await findStanding(trx, source)
      const decided = decide(source, {
        standing,
        defaults,
        again,
        onlyOwner: by?.onlyOwner ?? null,
      })
      const { kind, content } = decided
      const writes = !dryRun && (kind === 'new' || kind === 'changed')
      const write = { source, standing, by: by?.id ?? null, now: clock.now() }
      const written = writes && content ? await writeDraft(trx, { ...write, content }) : null
      const articleId = written ?? standing.open?.id ?? standing.inForce?.id ?? null
      return { ...decided, key: standing.key, articleId }
    })
    const { content, key, ...rest } = done
    const { title = '' } = source.content
    const hints = await findHints(index, content, key)
    outcomes.push({ sourceId: source.sourceId, title, notes: source.notes, ...rest, ...hints })
  }
  return outcomes
}

/** What stands there already that says the same, or something else. */
async function findHints(
  index: Awaited<ReturnType<Published>>['index'],
  content: ArticleContent | null,
  key: string,
) {
  if (!content) return { similar: [], contradictions: [] }
  const hits = await index.search({ text: content.title, limit: 10 })
  const near = hits.map(({ article }) => article)
  const draft = { ...content, id: key }
  return { similar: findSimilar(draft, near), contradictions: findContradictions(draft, near) }
}

interface Deciding {
  standing: Standing
  defaults: ImportDefaults
  /** The same source stood earlier in this import. */
  again: boolean
  onlyOwner: string | null
}

function decide(source: SourceArticle, { standing, defaults, again, onlyOwner }: Deciding) {
  const nothing = { content: null, diff: null, problem: '' }
  const refuse = (kind: 'blocked' | 'invalid', problem: string) => ({ ...nothing, kind, problem })
  const { open, inForce, last } = standing
  const old = open ?? inForce
  const before = old ? contentOf(old) : null
  if (again)
    return refuse('invalid', '和前面一条来源相同（同名文件、同一编号或同一标题），只导入了前一条')
  // What an editor made of it since is kept: only a changed file is read again.
  if (last?.source_hash === hashOf(source)) return { ...nothing, kind: 'same' as const }
  if (open?.state === 'in_review') return refuse('blocked', '正在审核，没有改动；请先退回')
  const parsed = complete(source, before, defaults)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refuse('invalid', `${issue?.path.join('.')}：${issue?.message}`)
  }
  const owners = [parsed.data.owner, ...(before ? [before.owner] : [])]
  const foreign = owners.find((owner) => onlyOwner !== null && owner !== onlyOwner)
  if (foreign !== undefined) {
    return refuse(
      'invalid',
      `主管单位是“${foreign || '未定'}”，您的账号只能导入“${onlyOwner}”的内容`,
    )
  }
  const diff = diffArticles(before, parsed.data)
  if (before && isSame(diff)) return { ...nothing, kind: 'same' as const }
  const kind = before ? ('changed' as const) : ('new' as const)
  return { kind, content: parsed.data, diff, problem: '' }
}
