import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutDemands } from './split-demands.ts'

const cut = (text: string) => cutDemands(text).map(({ start, end }) => text.slice(start, end))

describe('cutDemands', () => {
  it.each([
    ['第一，电梯坏了没人修。第二，路灯不亮了。', ['第一，电梯坏了没人修。', '第二，路灯不亮了。']],
    ['我反映两个问题：1、小区门口卖菜占道 2、垃圾没人清运', 2],
    ['一是物业不管事，二是电梯老坏', 2],
    ['楼下烧烤太吵了，另外小区里路灯也坏了好几个', 2],
    ['楼下烧烤太吵了，还有油烟', 1],
    ['第一小学门口堵车', 1],
    ['电梯坏了，第二天才来修', 1],
    ['房号是3-2-1.5', 1],
  ])('%s', (text, expected) => {
    const pieces = cut(text)
    if (typeof expected === 'number') expect(pieces).toHaveLength(expected)
    else expect(pieces).toEqual(expected)
  })
  it('never loses or repeats a character', () => {
    const piece = fc.constantFrom('第一，', '2、', '另外', '，', '。', '电梯坏了', '路灯不亮', ' ')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        expect(cut(text).join('')).toBe(text)
      }),
    )
  })
})
