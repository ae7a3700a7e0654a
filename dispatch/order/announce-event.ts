import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import { selectMergedAnnouncements } from '../related/merged-view.ts'
import { type Announcement, markDelivered, takeAnnouncements } from './order-store.ts'

export const ANNOUNCE_EVENT = 'dispatch.announce-event'
const payload = z.object({ order_id: z.string(), seq: z.number().int() })

export interface AnnounceDeps {
  /** Writes the citizen's turn in the same transaction; called for public events only. */
  tellCitizen(trx: Db, announcement: Announcement): Promise<void>
  /** Wakes the screens; loss is harmless. */
  publish(topic: string, message: Record<string, unknown>): void
}

/** One job row per order event, written in the event's own transaction (promise 1). */
export async function enqueueAnnouncement(
  trx: Db,
  event: { orderId: string; seq: number; now: Date },
): Promise<void> {
  await enqueueJob(trx, {
    name: ANNOUNCE_EVENT,
    payload: { order_id: event.orderId, seq: event.seq },
    uniqueKey: `announce:${event.orderId}:${event.seq}`,
    now: event.now,
  })
}

/**
 * Carries an order event to the unit's inbox, the citizen's chat and the open screens: once, and in the order of the events. Workers
 * run beside each other, so a later event's job may come first; it then tells the earlier ones too, and theirs find nothing left.
 */
export function createAnnounceJob({ tellCitizen, publish }: AnnounceDeps) {
  return defineJob({
    name: ANNOUNCE_EVENT,
    payload,
    apply: async (trx, { order_id, seq }) => {
      const announcements = await takeAnnouncements(trx, order_id, seq)
      for (const announcement of announcements) {
        if (!announcement.public) continue
        await tellCitizen(trx, announcement)
        for (const merged of await selectMergedAnnouncements(trx, announcement)) {
          await tellCitizen(trx, merged)
        }
      }
      // Last: a citizen's own action locks the conversation before the order, and so does this.
      if (announcements.some(({ type }) => type === 'dispatched')) {
        await markDelivered(trx, order_id)
      }
    },
    committed: ({ order_id }) => {
      publish('console', { type: 'order-changed', order_id })
    },
  })
}
