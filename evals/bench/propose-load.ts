import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { processorMs } from './spent-time.ts'

/** What one process did while all of them worked. */
export const loadShare = z.strictObject({
  proposals: z.number().int(),
  seconds: z.number(),
  processorMs: z.number(),
})
export type LoadShare = z.infer<typeof loadShare>

export interface LoadWish {
  texts: readonly string[]
  /** Proposals under way at a time: while one waits for the database another is made. */
  atOnce: number
  seconds: number
  /** Which text is the first one: processes do not all begin with the same. */
  from: number
}

/** Makes proposals for so many seconds. A text that comes again has other words, so that its vector is not known. */
export async function putLoad(propose: Propose, wish: LoadWish): Promise<LoadShare> {
  const { texts, atOnce, seconds, from } = wish
  const [started, used] = [performance.now(), processorMs()]
  const until = started + seconds * 1000
  let next = 0
  let proposals = 0
  const work = async () => {
    while (performance.now() < until) {
      const at = from + next
      next += 1
      const round = Math.floor(at / texts.length)
      const text = `${round > 0 ? `第${round + 1}次反映，` : ''}${texts[at % texts.length] ?? ''}`
      await propose({ channel: 'chat', text, at: new Date() })
      proposals += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return {
    proposals,
    seconds: (performance.now() - started) / 1000,
    processorMs: processorMs() - used,
  }
}

export interface LoadResult {
  processes: number
  atOnce: number
  proposals: number
  perSecond: number
  /** Of the proposing processes; the database's is not in it. */
  processorMsEach: number
}

/** All processes together: each one's own rate counts, because they do not end in the same moment. */
export function sumLoad(shares: readonly LoadShare[], atOnce: number): LoadResult {
  const sum = (of: (share: LoadShare) => number) =>
    shares.reduce((total, share) => total + of(share), 0)
  const proposals = sum((share) => share.proposals)
  return {
    processes: shares.length,
    atOnce,
    proposals,
    perSecond: Math.round(sum((share) => share.proposals / share.seconds)),
    processorMsEach: Math.round((sum((share) => share.processorMs) / proposals) * 100) / 100,
  }
}
