import type { FastifyRequest } from 'fastify'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Logger } from '../../db/kernel/log.ts'
import { createRecordSearch } from '../../kb/gap/record-search.ts'
import { createUsageCounter } from '../../kb/usage/usage-counter.ts'
import type { Library, LibrarySearch } from './library.ts'

/** What the desk learns of the public pages (R31): counts, and what was looked for in vain; nothing of who. */
export interface NoticeUse {
  viewed(request: Pick<FastifyRequest, 'method' | 'headers'>, articleKey: string): void
  searched(text: string, found: LibrarySearch): void
  close(): Promise<void>
}

interface Input {
  database: Pick<Database, 'db'>
  clock: Clock
  log: Logger
  library: Pick<Library, 'points' | 'localTime'>
  timezone: string
}

/** Counting never delays and never breaks a page. */
export function createNoticeUse({ library, log, ...deps }: Input): NoticeUse {
  const onFailure = (err: unknown) => log.warn({ err }, 'the use of an article was not counted yet')
  const counter = createUsageCounter({ ...deps, onFailure })
  const recordSearch = createRecordSearch(deps)
  const recording = new Set<Promise<void>>()
  const isPlace = (text: string) =>
    library.points.find({ text, limit: 1 }, library.localTime()).length > 0
  return {
    viewed({ method, headers }, articleKey) {
      // A browser that loads ahead shows nothing yet.
      if (method === 'GET' && headers['sec-purpose'] === undefined)
        counter.count('view', articleKey)
    },
    searched(text, { hits, sure }) {
      const empty = hits.length === 0 || !sure
      counter.count('search')
      if (!empty || isPlace(text)) return
      counter.count('search_empty')
      const kept = recordSearch(text).catch(onFailure)
      recording.add(kept)
      void kept.finally(() => recording.delete(kept))
    },
    async close() {
      await Promise.all(recording)
      await counter.close()
    },
  }
}
