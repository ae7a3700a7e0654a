import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { labelHashOf } from '../classifier/class-model.ts'
import { insertTraining, setActive } from './model-store.ts'
import { findModel } from './model-view.ts'
import { RETRAIN_MODEL } from './retrain-model-job.ts'

export interface ModelDeps {
  database: Pick<Database, 'db'>
  clock: Clock
}

/** Queues a training and its job. Error: `model.training` where one is under way. */
export async function startTraining(
  { database, clock }: ModelDeps,
  startedBy: string | null,
): Promise<{ modelId: string; jobId: string | null }> {
  const now = clock.now()
  return await database.db.transaction().execute(async (trx) => {
    const modelId = await insertTraining(trx, { startedBy, now })
    if (modelId === null) throw new AppError('model.training')
    const jobId = await enqueueJob(trx, { name: RETRAIN_MODEL, payload: { modelId }, now })
    return { modelId, jobId }
  })
}

/**
 * Puts a version back into use, `pack` the pack's own model; it serves from the next start of server and workers on. Errors:
 * `model.unknown`, `model.refused`, `model.other-classes`.
 */
export async function putModelBack(
  { database, clock, pack }: ModelDeps & { pack: Pack },
  version: string,
  actorId: string | null,
): Promise<string> {
  const found = version === 'pack' ? null : await findModel(database.db, version)
  if (version !== 'pack' && found === null) throw new AppError('model.unknown', { version })
  if (found && found.state !== 'ready') {
    throw new AppError('model.refused', { version, reason: found.verdict ?? '' })
  }
  if (found && found.label_hash !== labelHashOf(pack)) {
    throw new AppError('model.other-classes', { version })
  }
  const now = clock.now()
  await database.db.transaction().execute(async (trx) => {
    await setActive(trx, { id: found?.id ?? null, now })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: actorId === null ? 'system' : 'staff',
      actorId,
      action: 'model.activated',
      subject: `model:${found?.id ?? 'pack'}`,
      detail: { version: found?.version ?? 'pack' },
    })
  })
  return found?.version ?? 'pack'
}
