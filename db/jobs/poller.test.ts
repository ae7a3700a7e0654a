import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startPoller } from './poller.ts'

describe('poller', () => {
  it('comes back in its time, at once for more, and never runs two rounds at a time', async () => {
    let [rounds, inside] = [0, 0]
    const poller = startPoller(
      40,
      async () => {
        inside += 1
        expect(inside).toBe(1)
        rounds += 1
        await sleep(5)
        inside -= 1
        return rounds < 3
      },
      () => {},
    )
    poller.wake()
    poller.wake()
    await sleep(35)
    expect(rounds).toBe(3)
    await sleep(40)
    expect(rounds).toBe(4)
    await poller.stop()
  })

  it('does once more what was asked for during a round', async () => {
    let rounds = 0
    const poller = startPoller(
      60_000,
      async () => {
        rounds += 1
        await sleep(10)
        return false
      },
      () => {},
    )
    poller.wake()
    await sleep(60)
    expect(rounds).toBe(2)
    await poller.stop()
  })

  it('goes on after an error, and ends when told, after the round under way', async () => {
    const errors: unknown[] = []
    let ended = 0
    const poller = startPoller(
      5,
      async () => {
        await sleep(10)
        ended += 1
        throw new Error('away')
      },
      (error) => errors.push(error),
    )
    await sleep(50)
    await poller.stop()
    const atStop = ended
    expect(errors.length).toBe(ended)
    expect(ended).toBeGreaterThan(1)
    poller.wake()
    await sleep(30)
    expect(ended).toBe(atStop)
  })
})
