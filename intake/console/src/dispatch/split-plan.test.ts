import { expect, test } from 'vitest'
import { cutAt, editText, joinUp, planOf } from './split-plan.ts'

const plan = [
  { text: '电梯坏了', preview: '电梯 → 甲街道' },
  { text: '另外路灯不亮', preview: '路灯 → 乙单位' },
  { text: '还有停水。', preview: null },
]

test('a part is joined to the one before it and must be understood anew', () => {
  expect(joinUp(plan, 1)).toEqual([{ text: '电梯坏了，另外路灯不亮', preview: null }, plan[2]])
  expect(joinUp(plan, 0)).toEqual(plan)
})

test('a part is cut where the cursor stands, never into nothing', () => {
  expect(cutAt(plan, 1, 2).map(({ text }) => text)).toEqual([
    '电梯坏了',
    '另外',
    '路灯不亮',
    '还有停水。',
  ])
  expect(cutAt(plan, 1, 0)).toEqual(plan)
  expect(cutAt(plan, 9, 1)).toEqual(plan)
})

test('a single demand starts as one part; an edited one loses its preview', () => {
  expect(planOf([], ' 电梯坏了 ')).toEqual([{ text: '电梯坏了', preview: null }])
  expect(editText(plan, 0, '电梯又坏了')[0]).toEqual({ text: '电梯又坏了', preview: null })
})
