import { expect, it } from 'vitest'
import { cutText, textTable } from './text-table.ts'

it('aligns Chinese and figures', () => {
  expect(
    textTable(
      ['单位', '件'],
      [
        ['市水务局', 3],
        ['甲', '+12'],
      ],
    ),
  ).toEqual(['单位       件', '市水务局    3', '甲        +12'])
  expect(cutText('电梯坏了三天', 7)).toBe('电梯坏…')
})
