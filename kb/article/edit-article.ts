import { AppError } from '../../db/kernel/errors.ts'
import { newId } from '../../db/kernel/ids.ts'
import { startWriting } from '../gap/gap-store.ts'
import { type ArticleContent, contentOf } from './article-content.ts'
import { insertDraft, updateDraft } from './article-store.ts'
import {
  type DeskActor,
  type DeskDeps,
  requireAllowed,
  requireOwner,
  requireVersion,
  writeAudit,
} from './desk-rules.ts'
import { articleKeyTaken, findInForce, findOpenVersion } from './desk-view.ts'
import { auditFiles, settleFiles } from './settle-files.ts'

export interface DraftWish {
  content: ArticleContent
  note: string
  gapId: string | null
  /** Asked for by an import or an editor; made up where it is absent. */
  key?: string
}

/** Writes a new article as a draft. */
export async function createArticle(
  deps: DeskDeps,
  actor: DeskActor,
  wish: DraftWish,
): Promise<string> {
  requireOwner(actor, wish.content.owner)
  const now = deps.clock.now()
  return await deps.database.db.transaction().execute(async (trx) => {
    const articleKey = wish.key ?? `desk-${newId(now.getTime()).replaceAll('-', '').slice(4, 20)}`
    if (await articleKeyTaken(trx, articleKey))
      throw new AppError('kb.key-taken', { key: articleKey })
    const writtenBy = actor.id
    const saving = { articleKey, by: writtenBy, now }
    const content = await settleFiles(trx, wish.content, saving)
    const draft = { ...wish, content, articleKey, writtenBy, basedOn: null, now }
    const id = await insertDraft(trx, draft)
    if (wish.gapId !== null) await startWriting(trx, { id: wish.gapId, articleKey, now })
    await writeAudit(
      trx,
      { action: 'created', row: { article_key: articleKey, version: 1 }, by: writtenBy },
      { at: now },
    )
    await auditFiles(trx, { ...saving, before: [], after: content.attachments })
    return id
  })
}

/** Opens a new version of an article that is, or was, in force; the one that is open already is given back. */
export async function reviseArticle(
  deps: DeskDeps,
  actor: DeskActor,
  wish: { id: string; gapId: string | null },
): Promise<string> {
  const now = deps.clock.now()
  return await deps.database.db.transaction().execute(async (trx) => {
    const row = await requireVersion(trx, wish.id)
    const content = contentOf(row)
    requireOwner(actor, content.owner)
    const open = await findOpenVersion(trx, row.article_key)
    if (open) return open.id
    requireAllowed('revise', row, { ...deps, actor })
    const inForce = await findInForce(trx, row.article_key)
    const articleKey = row.article_key
    const { gapId } = wish
    const basedOn = inForce?.version ?? null
    const id = await insertDraft(trx, {
      articleKey,
      content,
      writtenBy: actor.id,
      basedOn,
      note: '',
      gapId,
      now,
    })
    if (gapId !== null) await startWriting(trx, { id: gapId, articleKey, now })
    await writeAudit(trx, { action: 'revised', row, by: actor.id }, { at: now })
    return id
  })
}

export interface SaveWish {
  id: string
  rowVersion: number
  content: ArticleContent
  note: string
  /** The editor has seen what came into force meanwhile and writes on top of it. */
  rebase: boolean
}

/** Saves a draft; refused where another editor has saved since it was read, so that nobody's words are overwritten unseen. */
export async function saveArticle(deps: DeskDeps, actor: DeskActor, wish: SaveWish): Promise<void> {
  const now = deps.clock.now()
  await deps.database.db.transaction().execute(async (trx) => {
    const row = await requireVersion(trx, wish.id)
    const before = contentOf(row)
    requireOwner(actor, before.owner, wish.content.owner)
    requireAllowed('save', row, { ...deps, actor })
    const inForce = wish.rebase ? await findInForce(trx, row.article_key) : null
    const saving = { articleKey: row.article_key, by: actor.id, now }
    const content = await settleFiles(trx, wish.content, saving)
    const saved = await updateDraft(trx, {
      ...wish,
      content,
      articleKey: row.article_key,
      writtenBy: actor.id,
      ...(wish.rebase ? { basedOn: inForce?.version ?? null } : {}),
      now,
    })
    if (!saved) throw new AppError('kb.article-changed')
    await writeAudit(trx, { action: 'saved', row, by: actor.id }, { at: now })
    const lists = { before: before.attachments, after: content.attachments }
    await auditFiles(trx, { ...saving, ...lists })
  })
}
