import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { redact } from '../../kb/language/redact.ts'
import { type ClassModel, encodeClassModel } from '../classifier/class-model-file.ts'
import { announceModel } from './follow-model.ts'
import { failTraining, noteTraining, saveTrained, setActive } from './model-store.ts'
import { listOrderTexts, loadActiveModel } from './model-view.ts'
import { trainInThread } from './train-in-thread.ts'

export const RETRAIN_MODEL = 'dispatch.retrain-model'

/** Whether a trained model may serve, and what the evaluation suite says of it. */
export interface GateVerdict {
  ok: boolean
  verdict: string
}

/** Files of a trained model and of the one that serves now; null: the pack's own serves. */
export interface JudgedModels {
  candidate: string
  serving: string | null
}

export interface ModelGate {
  /** Measures a trained model with the evaluation suite, in a process of its own, and tells how far it is. */
  judge(models: JudgedModels, onProgress: (text: string) => void): Promise<GateVerdict>
  /** Redacted texts of a city's own cases that it measures by: nothing is learnt from these. */
  measured(): Promise<ReadonlySet<string>>
}

export interface RetrainDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  pack: Pack
  packVersionId: string | null
  dataDir: string
  gate: ModelGate
  /** Told of a new active version, so that running processes take it up; absent in a command. */
  pubsub?: Pick<PubSub, 'publish'>
}

type Outcome = ({ model: ClassModel } & GateVerdict) | { problem: string } | null

/** Trains on the pack and all confirmed orders but those that measure, then lets the evaluation suite judge; the files live as long as that takes. */
async function trainAndJudge(deps: RetrainDeps, modelId: string): Promise<Outcome> {
  const { database, clock, pack, dataDir, gate } = deps
  const row = await database.db
    .selectFrom('class_models')
    .select('state')
    .where('id', '=', modelId)
    .executeTakeFirst()
  if (row?.state !== 'queued') return null
  const dir = join(dataDir, 'cache')
  const candidate = join(dir, `candidate-${modelId}.bin`)
  const before = join(dir, `serving-${modelId}.bin`)
  try {
    const measured = await gate.measured()
    const orders = (await listOrderTexts(database.db, clock.now())).filter(
      ({ text }) => measured.size === 0 || !measured.has(redact(text)),
    )
    const note = createNote(database.db, modelId)
    note(`训练：示例与 ${orders.length} 件已确认工单`)
    const model = await trainInThread(pack, orders)
    await mkdir(dir, { recursive: true })
    await writeFile(candidate, encodeClassModel(model))
    const active = await loadActiveModel(database.db, pack)
    if (active) await writeFile(before, encodeClassModel(active))
    const serving = active ? before : null
    return { model, ...(await gate.judge({ candidate, serving }, note)) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  } finally {
    await Promise.all([candidate, before].map((file) => rm(file, { force: true })))
  }
}

/** How far it is, for whoever looks; a note that is lost costs nothing. */
function createNote(db: Database['db'], modelId: string) {
  return (text: string) => {
    noteTraining(db, modelId, text).catch(() => {})
  }
}

/**
 * Retrains the classifier (R12: 派单 grows with what people decided). A model that the gates find worse is kept as refused with the
 * reason and never serves; one that passes becomes the active one, and any earlier one can be put back.
 */
export function createRetrainModelJob(deps: RetrainDeps) {
  return defineJob<{ modelId: string }, Outcome>({
    name: RETRAIN_MODEL,
    payload: z.object({ modelId: z.uuid() }),
    maxAttempts: 2,
    prepare: ({ modelId }) => trainAndJudge(deps, modelId),
    apply: async (trx, { modelId }, outcome) => {
      const now = deps.clock.now()
      if (outcome === null) return
      if ('problem' in outcome) return failTraining(trx, modelId, { reason: outcome.problem, now })
      const { model, ok, verdict } = outcome
      const state = ok ? 'ready' : 'refused'
      const { packVersionId } = deps
      await saveTrained(trx, modelId, { model, packVersionId, state, verdict, now })
      if (ok) await setActive(trx, { id: modelId, now, by: 'gates' })
      await appendAuditEvent(trx, {
        at: now,
        actorKind: 'system',
        action: ok ? 'model.activated' : 'model.refused',
        subject: `model:${modelId}`,
        detail: { version: model.version, orders: model.orders },
      })
    },
    committed: () => deps.pubsub && announceModel(deps.pubsub),
  })
}
