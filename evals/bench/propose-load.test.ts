import { expect, it } from 'vitest'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { putLoad, sumLoad } from './propose-load.ts'
import { noteTime } from './spent-time.ts'

const wait = () => new Promise((resolve) => setTimeout(resolve, 5))

it('keeps so many proposals under way, beginning where it is told to, and changes a text that comes again', async () => {
  const seen: string[] = []
  let now = 0
  let most = 0
  const propose = (async ({ text }: { text: string }) => {
    seen.push(text)
    now += 1
    most = Math.max(most, now)
    await wait()
    now -= 1
    return null
  }) as unknown as Propose
  const wish = { texts: ['一', '二', '三'], atOnce: 2, seconds: 0.1, from: 1 }
  const share = await putLoad(propose, wish)
  expect(most).toBe(2)
  expect(share.proposals).toBe(seen.length)
  expect(share.seconds).toBeGreaterThanOrEqual(0.1)
  expect(seen.slice(0, 2)).toEqual(['二', '三'])
  expect(new Set(seen).size).toBe(seen.length)
})

it('adds up the rates of processes that do not end together', () => {
  const shares = [
    { proposals: 100, seconds: 1, processorMs: 400 },
    { proposals: 300, seconds: 2, processorMs: 1200 },
  ]
  expect(sumLoad(shares, 4)).toEqual({
    processes: 2,
    atOnce: 4,
    proposals: 400,
    perSecond: 250,
    processorMsEach: 4,
  })
})

it('notes the time of a call that fails too, and begins anew when it is asked', async () => {
  const noted = noteTime(async (fails: boolean) => {
    await wait()
    if (fails) throw new Error('no')
    return 1
  })
  expect(await noted.run(false)).toBe(1)
  await expect(noted.run(true)).rejects.toThrow('no')
  expect(noted.take()).toBeGreaterThan(5)
  expect(noted.take()).toBe(0)
})
