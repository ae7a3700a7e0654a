import { systemClock } from '../../db/kernel/clock.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { loadPack } from '../../db/packs/pack-view.ts'
import { leadSentence } from '../../dispatch/model/kept-lead.ts'
import { listModels, type ModelVersion } from '../../dispatch/model/model-view.ts'
import { putModelBack, startTraining } from '../../dispatch/model/put-model-back.ts'
import { createRetrainModelJob } from '../../dispatch/model/retrain-model-job.ts'
import { createModelGate } from '../model/gate-model.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

const states = { queued: '排队', ready: '可用', refused: '未过门槛', failed: '失败' } as const

function lineOf(row: ModelVersion, pack: Pack): string {
  const mark = row.active ? '* ' : '  '
  const when = (row.trained_at ?? row.created_at).toISOString().slice(0, 16)
  const verdict = row.verdict ? `  ${row.verdict}` : ''
  const leads = leadSentence(row.lead, pack)
  const learnt = leads === null ? '' : `；${leads}`
  return `${mark}${row.version ?? row.id}  ${states[row.state]}  ${when}  工单 ${row.order_count}${verdict}${learnt}`
}

/** `jiesu model list`: every version with what the gates said; `*` serves. */
export function listVersions(): Promise<number> {
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const { pack } = await loadPack(database.db)
    const rows = await listModels(database.db)
    for (const row of rows) say(lineOf(row, pack))
    if (!rows.some(({ active }) => active)) say('* pack  数据包自己的模型 · the pack’s own model')
    return 0
  })
}

/** `jiesu model train`: the job of the queue, here and now; exit code 1 where the gates refuse. */
export function trainVersion(): Promise<number> {
  return withDatabase(async ({ database, config }) => {
    await requireMigrated(database)
    const { pack, versionId } = await loadPack(database.db)
    const deps = { database, clock: systemClock }
    const job = createRetrainModelJob({
      ...deps,
      pack,
      packVersionId: versionId,
      dataDir: config.dataDir,
      gate: createModelGate(config),
    })
    const { modelId } = await startTraining(deps, null)
    say('训练并评测，需要几分钟 · training and measuring, some minutes')
    const outcome = (await job.prepare?.({ modelId })) ?? null
    await database.db.transaction().execute((trx) => job.apply(trx, { modelId }, outcome))
    const row = (await listModels(database.db)).find(({ id }) => id === modelId)
    if (row) say(lineOf(row, pack))
    return row?.state === 'ready' ? 0 : 1
  })
}

/** `jiesu model use <version|pack>`: puts a version back; running processes take it up within a minute. */
export function putVersionBack(version: string): Promise<number> {
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const { pack } = await loadPack(database.db)
    const used = await putModelBack({ database, clock: systemClock, pack }, version, null)
    say(`已启用，各进程一分钟内生效 · in use within a minute: ${used}`)
    return 0
  })
}
