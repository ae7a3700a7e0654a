import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import { saveRequester } from '../../db/identity/requester-store.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { registerRequest } from '../../dispatch/order/register-request.ts'
import type { Proposal, Propose } from '../../dispatch/proposal/proposal.ts'
import { insertRequestProposal } from '../calls/call-store.ts'
import { chooseColumns } from './import-requests-columns.ts'
import { readSourceRows, type SourceRow } from './import-requests-read.ts'
import { type ImportedRow, type RowContext, readRow } from './import-requests-row.ts'
import { insertImported } from './import-requests-store.ts'
import { findImported } from './import-requests-view.ts'

export interface ImportDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  secrets: Secrets
  pack: Pack
  packVersionId: string
  propose: Propose
}

export interface ImportOptions {
  file: string
  encoding: string
  /** The hotline that the rows come from. */
  source: string
  channel: string
  columns: Record<string, string>
  dryRun: boolean
  limit: number
  onError: (line: number, problem: string, values: Record<string, unknown> | null) => void
  onProgress: (done: ImportResult) => void
}

export interface ImportResult {
  read: number
  imported: number
  known: number
  wrong: number
}

const BATCH = 16

/**
 * Takes the rows of another hotline in as requests that wait for dispatch (R8: one number for all). A row is known by source and its
 * number, so a run that was cut short is simply started again. A wrong row is told and stops nothing.
 */
export async function importRequests(
  deps: ImportDeps,
  options: ImportOptions,
): Promise<ImportResult> {
  const result: ImportResult = { read: 0, imported: 0, known: 0, wrong: 0 }
  const now = deps.clock.now()
  let context: RowContext | null = null
  let batch: { line: number; row: ImportedRow }[] = []
  const seen = new Set<string>()
  const flush = async () => {
    await importBatch(deps, options, { batch: batch.map(({ row }) => row), result })
    batch = []
    options.onProgress(result)
  }
  for await (const source of readSourceRows(options.file, options.encoding)) {
    if (result.read >= options.limit) break
    result.read += 1
    context ??= contextOf(deps, options, { source, now })
    const row = checkRow(source, context, seen)
    if ('problem' in row) {
      result.wrong += 1
      options.onError(source.line, row.problem, source.values)
      continue
    }
    batch.push({ line: source.line, row })
    if (batch.length >= BATCH) await flush()
  }
  await flush()
  return result
}

function contextOf(
  deps: ImportDeps,
  options: ImportOptions,
  { source, now }: { source: SourceRow; now: Date },
): RowContext {
  return {
    columns: chooseColumns(Object.keys(source.values ?? {}), options.columns),
    channel: options.channel,
    timeZone: deps.pack.meta.timezone,
    now,
  }
}

function checkRow(
  source: SourceRow,
  context: RowContext,
  seen: Set<string>,
): ImportedRow | { problem: string } {
  if (source.values === null) return { problem: source.problem }
  const row = readRow(source.values, context)
  if ('problem' in row) return row
  if (seen.has(row.externalId)) return { problem: `编号 ${row.externalId} 在文件里出现了不止一次` }
  seen.add(row.externalId)
  return row
}

async function importBatch(
  deps: ImportDeps,
  options: ImportOptions,
  { batch, result }: { batch: ImportedRow[]; result: ImportResult },
): Promise<void> {
  const ids = batch.map((row) => row.externalId)
  const known = await findImported(deps.database.db, options.source, ids)
  result.known += known.size
  const fresh = batch.filter((row) => !known.has(row.externalId))
  if (options.dryRun) {
    result.imported += fresh.length
    return
  }
  const proposals = await Promise.all(fresh.map((row) => proposeRow(deps, row)))
  for (const [index, row] of fresh.entries()) {
    const proposal = proposals[index]
    if (proposal && (await importRow(deps, { row, proposal, source: options.source }))) {
      result.imported += 1
    } else result.known += 1
  }
}

function proposeRow(deps: ImportDeps, row: ImportedRow): Promise<Proposal> {
  return deps.propose({
    channel: 'import',
    text: row.description,
    known: {
      ...(row.address === '' ? {} : { address: row.address }),
      ...(row.kind ? { kind: row.kind } : {}),
      ...(row.confidential ? { confidential: true } : {}),
    },
    at: row.receivedAt,
  })
}

/** One row, one transaction: request, order, proposal, and the mark that it is here. */
async function importRow(
  deps: ImportDeps,
  { row, proposal, source }: { row: ImportedRow; proposal: Proposal; source: string },
): Promise<boolean> {
  const now = deps.clock.now()
  return await deps.database.db
    .transaction()
    .execute(async (trx) => {
      const requesterId = row.contact
        ? await saveRequester(trx, deps.secrets, { ...row.contact, now })
        : null
      const registered = await registerRequest(trx, deps.secrets, {
        actor: { kind: 'system' },
        draftId: null,
        conversationId: null,
        requesterId,
        channel: row.channel,
        confidential: row.confidential,
        title: row.title,
        description: row.description,
        elements: { ...row.elements, source_hotline: source, external_id: row.externalId },
        proposal,
        packVersionId: deps.packVersionId,
        receivedAt: row.receivedAt,
        now,
        timezone: deps.pack.meta.timezone,
      })
      const { requestId } = registered
      const { packVersionId } = deps
      await insertRequestProposal(trx, { requestId, packVersionId, proposal, now })
      if (!(await insertImported(trx, { source, externalId: row.externalId, requestId, now }))) {
        // Another run took it in meanwhile: this one leaves no trace.
        throw new AlreadyImported()
      }
      await appendAuditEvent(trx, {
        at: now,
        actorKind: 'system',
        action: 'request.imported',
        subject: `request:${requestId}`,
        detail: { source, external_id: row.externalId },
      })
      return true
    })
    .catch((error: unknown) => {
      if (error instanceof AlreadyImported) return false
      throw error
    })
}

class AlreadyImported extends Error {}
