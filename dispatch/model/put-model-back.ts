import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { labelHashOf } from '../classifier/class-model.ts'
import { announceModel } from './follow-model.ts'
import { insertTraining, setActive } from './model-store.ts'
import { findModel } from './model-view.ts'
import { RETRAIN_MODEL } from './retrain-model-job.ts'

export interface ModelDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  /** Absent in a command: the processes then see it at their next look. */
  pubsub?: Pick<PubSub, 'publish'>
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
 * Puts a version back into use, `pack` the pack's own model; running processes take it up at once, or at their next look. Errors:
 * `model.unknown`, `model.refused`, `model.other-classes`.
 */
export async function putModelBack(
  { database, clock, pack, pubsub }: ModelDeps & { pack: Pack },
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
    await setActive(trx, { id: found?.id ?? null, now, by: { staff: actorId } })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: actorId === null ? 'system' : 'staff',
      actorId,
      action: 'model.activated',
      subject: `model:${found?.id ?? 'pack'}`,
      detail: { version: found?.version ?? 'pack' },
    })
  })
  if (pubsub) announceModel(pubsub)
  return found?.version ?? 'pack'
}
