import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '../api/http.ts'
import type { ClaimState } from './keep-claim.ts'
import { judgeFailure, keepClaim } from './keep-claim.ts'

const refusal = new ApiError(409, {
  code: 'request.claimed',
  message: '李四 正在处理',
  requestId: '',
})
const silence = new ApiError(0, { code: 'http.unreachable', message: '', requestId: '' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function play(answers: (Error | null)[]) {
  const states: ClaimState['kind'][] = []
  const calls: string[] = []
  const client = {
    claim: () => {
      calls.push('claim')
      const answer = answers.shift()
      return answer ? Promise.reject(answer) : Promise.resolve({ expires_at: '' })
    },
    release: () => {
      calls.push('release')
      return Promise.resolve(null)
    },
  }
  const stop = keepClaim(client, 'r', (state) => states.push(state.kind))
  return { states, calls, stop }
}

test('leafing past a request claims nothing', async () => {
  const { calls, stop } = play([])
  await vi.advanceTimersByTimeAsync(200)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(calls).toEqual([])
})

test('beats while it is open and gives back on leaving', async () => {
  const { states, calls, stop } = play([])
  await vi.advanceTimersByTimeAsync(45_000)
  stop()
  expect(states).toEqual(['mine', 'mine', 'mine'])
  expect(calls).toEqual(['claim', 'claim', 'claim', 'release'])
})

test('somebody else’s claim is tried again until it is free', async () => {
  const { states, stop } = play([refusal, null])
  await vi.advanceTimersByTimeAsync(25_000)
  stop()
  expect(states).toEqual(['other', 'mine'])
})

test('a claim that was mine and is refused is lost, and stays so', async () => {
  const { states, calls } = play([null, refusal])
  await vi.advanceTimersByTimeAsync(90_000)
  expect(states).toEqual(['mine', 'lost'])
  expect(calls.filter((call) => call === 'claim')).toHaveLength(2)
})

test('a claim that ran out while the line was broken is taken again when it is back', async () => {
  const { states, stop } = play([null, ...Array.from({ length: 20 }, () => silence), null])
  await vi.advanceTimersByTimeAsync(120_000)
  stop()
  expect([...new Set(states)]).toEqual(['mine', 'lost'])
  expect(states.at(-1)).toBe('mine')
})

test('a silent network does not take the claim away before it must have run out', () => {
  expect(judgeFailure(silence, { held: 0, now: 99_000 }).kind).toBe('claiming')
  expect(judgeFailure(silence, { held: 50_000, now: 99_000 }).kind).toBe('mine')
  expect(judgeFailure(silence, { held: 1_000, now: 99_000 }).kind).toBe('lost')
})
