import type { Database } from '../db/client.ts'
import { createCleanJobsJob } from '../db/jobs/clean-jobs-job.ts'
import type { AnyJob } from '../db/jobs/job.ts'
import type { Clock } from '../db/kernel/clock.ts'
import type { Logger } from '../db/kernel/log.ts'
import type { Secrets } from '../db/kernel/secrets.ts'
import { createApplyPackJob } from '../db/packs/apply-pack-job.ts'
import type { Pack } from '../db/packs/pack.ts'
import type { PubSub } from '../db/pubsub/pubsub.ts'
import { createRetrainModelJob } from '../dispatch/model/retrain-model-job.ts'
import { createAnnounceJob } from '../dispatch/order/announce-event.ts'
import { selectAnnouncement } from '../dispatch/order/order-store.ts'
import { createStartFollowUpJob } from '../dispatch/order/start-follow-up-job.ts'
import type { Propose } from '../dispatch/proposal/proposal.ts'
import { createRelateRequestJob } from '../dispatch/related/relate-request-job.ts'
import { createProposeAgainJob } from '../dispatch/review/propose-again-job.ts'
import { createSendHeldOrderJob } from '../dispatch/review/send-held-order-job.ts'
import type { Ask } from '../kb/answer/ask-result.ts'
import { createEmbedPassagesJob } from '../kb/article/embed-passages.ts'
import { createExpireArticlesJob } from '../kb/article/expire-articles-job.ts'
import { createPublished } from '../kb/article/published.ts'
import { splitPassages } from '../kb/article/split-article.ts'
import type { Embedder } from '../kb/embed/embedder.ts'
import { createCollectGapsJob } from '../kb/gap/collect-gaps-job.ts'
import { createRecheckGapJob } from '../kb/gap/recheck-gap-job.ts'
import { createHitTestJob } from '../kb/hit-test/start-suite.ts'
import { createAttachmentFiles } from './attachments/attachment-files.ts'
import { createCleanAttachmentsJob } from './attachments/clean-attachments-job.ts'
import { articleFilesDir } from './attachments/receive-article-file.ts'
import { createAnswerJob } from './conversation/answer-conversation.ts'
import { wakeConversation } from './conversation/chat-deps.ts'
import type { ChatSettings } from './conversation/chat-settings.ts'
import { createExpireJob } from './conversation/expire-drafts.ts'
import { createTellCitizen } from './conversation/tell-citizen.ts'
import { createRunEvaluationJob } from './eval-runs/run-evaluation-job.ts'
import { createModelGate } from './model/gate-model.ts'

export interface JobDeps {
  database: Database
  clock: Clock
  log: Logger
  secrets: Secrets
  pubsub: PubSub
  pack: Pack
  packVersionId: string
  settings: ChatSettings
  propose: Propose
  ask: Ask
  /** Waits until answers come from everything that is published by now. */
  caughtUp?: (() => Promise<void>) | undefined
  embedder: Embedder | null
  /** For published texts; the other one where absent. */
  passageEmbedder?: Embedder | null | undefined
  /** The words of a matter without the names of places; everything where nothing is known of places. */
  matterOf?: ((words: string) => string) | undefined
  /** Where runs of the evaluation keep their files. */
  dataDir: string
  /** Where the files of attachments are. */
  attachmentsDir: string
  /** How long done jobs stay in the table. */
  jobKeepDays: number
  /** A city's own cases and gates for a retrained model; null: those of the program. */
  evalData: string | null
  evalGates: string | null
}

/** Every job of the program; the runner refuses a table that holds any other. */
export function createJobs(deps: JobDeps): AnyJob[] {
  return [
    createAnswerJob(deps),
    createExpireJob(deps),
    announceJob(deps),
    createStartFollowUpJob(deps),
    createSendHeldOrderJob({ ...deps, publish: deps.pubsub.publish }),
    createProposeAgainJob({ ...deps, publish: deps.pubsub.publish }),
    createEmbedPassagesJob({
      ...deps,
      db: deps.database.db,
      embedder: deps.passageEmbedder ?? deps.embedder,
    }),
    createCollectGapsJob({ ...deps, published: createPublished(deps.database.db) }),
    createRecheckGapJob(deps),
    createExpireArticlesJob({ clock: deps.clock, timezone: deps.pack.meta.timezone }),
    createHitTestJob(deps),
    createRelateRequestJob({ ...deps, matterOf: deps.matterOf ?? ((words) => words) }),
    createRunEvaluationJob(deps),
    createRetrainModelJob({ ...deps, gate: createModelGate(deps) }),
    createApplyPackJob({ ...deps, split: splitPassages }),
    createCleanAttachmentsJob({
      ...deps,
      db: deps.database.db,
      files: createAttachmentFiles(deps.attachmentsDir),
      articleFiles: createAttachmentFiles(articleFilesDir(deps.attachmentsDir)),
    }),
    createCleanJobsJob({ clock: deps.clock, keepDays: deps.jobKeepDays }),
  ] as AnyJob[]
}

/** The announcement, and after it the windows that show it: the citizen's chat and the dispatchers' screens. */
function announceJob(deps: JobDeps) {
  const { pubsub, database, log } = deps
  const job = createAnnounceJob({
    tellCitizen: createTellCitizen(deps),
    publish: pubsub.publish,
  })
  type Payload = Parameters<NonNullable<typeof job.committed>>[0]
  const wake = async ({ order_id, seq }: Payload) => {
    const told = await selectAnnouncement(database.db, order_id, seq)
    pubsub.publish('console', { type: 'request-changed', request_id: told.request_id })
    if (told.conversation_id !== null) wakeConversation({ pubsub }, told.conversation_id)
  }
  return {
    ...job,
    committed: (payload: Payload, prepared: undefined) => {
      job.committed?.(payload, prepared)
      wake(payload).catch((err: unknown) =>
        log.warn({ err }, 'screens not woken; their next look will show it'),
      )
    },
  }
}
