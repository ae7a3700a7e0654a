import { expect, test } from 'vitest'
import { rankNeighbours } from './rank-neighbours.ts'

test('what shares most words comes first, and what shares nothing is no precedent', () => {
  const others = [
    { text: '路灯不亮', no: 1 },
    { text: '电梯坏了没人修', no: 2 },
    { text: '电梯坏了三天没人修理', no: 3 },
  ]
  const found = rankNeighbours('3号楼电梯坏了三天没人修', others, 5)
  expect(found.map(({ no }) => no)).toEqual([3, 2])
  expect(found[0]?.similarity).toBeGreaterThan(0.7)
  expect(rankNeighbours('', others, 5)).toEqual([])
})
