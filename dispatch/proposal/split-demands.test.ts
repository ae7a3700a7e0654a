import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutDemands, looseCuts } from './split-demands.ts'

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
    ['反映：（1）水压太小；（2）退费没到账；（3）门口停满了车', 3],
    ['①楼道灯不亮了 ②电梯老是异响 ③垃圾没人收走', 3],
    ['先说第一个，停车费涨价没公示；再说第二个，绿化都死了', 2],
    ['我们楼暖气不热，对了，我还想问问退费怎么申请', 2],
    ['楼道堆满杂物。再反映一个问题，大树快枯死了', 2],
    ['这件事你说对了吗', 1],
    ['来电人反映：其居住于城东区望湖镇枫叶家园小区，1、路灯整夜不亮；2、单元门禁坏了', 2],
    ['市民来电称位于城东区南湖东园三号楼，存在以下诉求：1.电梯停运 2.垃圾没人清', 2],
    ['物业上个月把绿地铲平了改成停车位出租，1、要求把草坪重新种上；2、健身器材也坏了没人修', 3],
    ['第二辆车一年收六千，第一辆才一千八', 1],
    ['第一，电梯坏了没人修。第二，楼下饭店油烟大。另外望湖街道路灯不亮', 3],
    ['<b class="red">您好</b> 反映两件事。第一，电梯坏了没人修。第二，楼下饭店油烟大', 2],
    ['第一，电梯坏了没人修，另外门禁也坏了；第二，路灯不亮了', 2],
  ])('%s', (text, expected) => {
    const pieces = cut(text)
    if (typeof expected === 'number') expect(pieces).toHaveLength(expected)
    else expect(pieces).toEqual(expected)
  })
  it('sees where another matter might begin without a word for it', () => {
    expect(looseCuts('账目三年没公开；村口的路全是泥')).toEqual([8])
    expect(looseCuts('遛狗不拴绳，并且有人私装地锁')).toEqual([6])
    expect(looseCuts('夜里施工和路边摆摊都没人管')).toEqual([4])
    expect(looseCuts('电梯坏了。物业不管，还骂人')).toEqual([])
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
