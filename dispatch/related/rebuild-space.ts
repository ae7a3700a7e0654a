import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { vectorKey } from '../../kb/embed/vector.ts'
import { saveVectors } from '../../kb/embed/vector-store.ts'
import { citizenWords } from '../triage/citizen-words.ts'
import { matterText } from './relate-request-job.ts'
import { selectWithoutVector } from './request-index-store.ts'

export interface RebuildOptions {
  database: Pick<Database, 'db'>
  embedder: Embedder
  clock: Clock
  matterOf: (words: string) => string
  /** Told after each batch how many are done in this run. */
  progress?: (done: number) => void
  /** True ends it after the batch; a later run goes on there. */
  stopped?: () => boolean
}

const BATCH = 64

/**
 * Gives every order a vector in the embedder's space, beside a running hotline: batch by batch, each in its own transaction,
 * so that a run that is stopped goes on where it was. Other spaces stay as they are and go on serving. Equal texts
 * are embedded once. Returns how many vectors it made.
 */
export async function rebuildOrderVectors(options: RebuildOptions): Promise<number> {
  const { database, embedder, clock, matterOf } = options
  const { db } = database
  let done = 0
  for (;;) {
    const rows = await selectWithoutVector(db, embedder.space.id, BATCH)
    if (rows.length === 0 || options.stopped?.()) return done
    const texts = rows.map((row) =>
      matterText(matterOf, citizenWords(row.description, row.channel)),
    )
    const different = [...new Set(texts)]
    const made = await embedder.embed(different, 'passage')
    const vectors = rows.flatMap((row, i) => {
      const text = texts[i] ?? ''
      const vector = made[different.indexOf(text)]
      return vector ? [{ subjectId: row.order_id, contentHash: vectorKey(text), vector }] : []
    })
    await db
      .transaction()
      .execute((trx) =>
        saveVectors(trx, { space: embedder.space, kind: 'order', vectors, now: clock.now() }),
      )
    done += vectors.length
    options.progress?.(done)
  }
}
