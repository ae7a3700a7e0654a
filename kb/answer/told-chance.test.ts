import { describe, expect, it } from 'vitest'
import { MOST_TOLD, toldChance } from './told-chance.ts'

describe('what is told of an answer', () => {
  it.each([true, false])(
    'rises with the score and stays below what an owner wrote down',
    (vectors) => {
      const told = [0, 0.17, 0.24, 0.4, 0.6, 0.9, 1].map((score) => toldChance(score, { vectors }))
      expect(told).toEqual([...told].sort((a, b) => a - b))
      expect(told.at(-1)).toBe(MOST_TOLD)
      expect(told[0]).toBeLessThan(0.01)
    },
  )

  it('leaves what was barely sure before below what is looked at by somebody', () => {
    for (const vectors of [true, false]) {
      expect(toldChance(0.37, { vectors })).toBeLessThan(0.76)
      expect(toldChance(0.45, { vectors })).toBeGreaterThan(0.76)
    }
  })
})
