import { expect, test } from 'vitest'
import { bandsFor, judgeConfidence } from './confidence.ts'

test('a city that requires more is told more often that the system does not know', () => {
  expect(bandsFor(0.95)).toEqual({ high: 0.95, middle: 0.78 })
  expect(bandsFor(0.955).middle).toBeCloseTo(0.82)
  const middles = [0.8, 0.85, 0.9, 0.92, 0.945, 0.96, 0.975, 0.99].map((p) => bandsFor(p).middle)
  expect(middles).toEqual([...middles].sort((a, b) => a - b))
  for (const p of [0.8, 0.9, 0.95, 0.99]) expect(bandsFor(p).middle).toBeLessThanOrEqual(p)
  const facts = { mode: 'direct', share: 0.6, level: 'city', classP: 0.5 } as const
  const easy = judgeConfidence(facts, 0.9)
  const strict = judgeConfidence(facts, 0.97)
  expect([easy.abstain, strict.abstain]).toEqual([false, true])
  expect(strict.confidence).toBe(easy.confidence)
})
