import { describe, expect, it } from 'vitest'
import type { RequestKind } from '../../db/packs/pack.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { wantsConfidentiality } from './confidential.ts'
import { decideKind } from './kind.ts'
import { readOwnCase } from './own-case.ts'

const kindOf = (text: string, usual?: RequestKind) =>
  decideKind({
    words: normaliseText(text),
    original: text,
    usual: new Map(usual ? [[usual, 1]] : []),
  }).kind

describe('decideKind (R2)', () => {
  it.each<[string, RequestKind]>([
    ['请问居住证怎么办理', 'inquiry'],
    ['怎么投诉出租车司机，打哪个电话', 'inquiry'],
    ['高龄补贴一个月多少钱', 'inquiry'],
    ['我要投诉楼下饭馆油烟', 'complaint'],
    ['公园里要是放几个饮水机就更好了', 'suggestion'],
    ['图书馆不如开到晚上九点', 'suggestion'],
    ['社区小刘帮我跑了三趟把证办下来了，真不错', 'commendation'],
    ['物业还不如以前的好，收费倒涨了', 'complaint'],
    ['物业一直不修电梯，到底管不管', 'complaint'],
    ['能不能管管楼上的噪声，天天吵', 'complaint'],
    ['举报一家黑诊所', 'tip_off'],
    ['幼儿园孩子们都起疹子，园长说正常', 'complaint'],
    ['我建议在路口装红绿灯', 'suggestion'],
    ['能不能多放几个垃圾桶', 'suggestion'],
    ['表扬社区的小王', 'commendation'],
    ['感谢社区帮我母亲办好了补贴', 'commendation'],
    ['求助，家里老人没人照顾，请帮帮我', 'assistance'],
    ['停水了，孩子没水喝', 'assistance'],
  ])('%s', (text, expected) => {
    expect(kindOf(text)).toBe(expected)
  })

  it('follows the class where the words name no act', () => {
    expect(kindOf('三号楼二单元', 'assistance')).toBe('assistance')
    expect(kindOf('三号楼二单元')).toBe('complaint')
    expect(kindOf('门口有人摆摊', 'tip_off')).toBe('complaint')
  })

  it('does not take thanks at the end for praise', () => {
    expect(kindOf('电梯坏了没人修，谢谢您')).toBe('complaint')
  })
})

describe('readOwnCase', () => {
  it.each([
    '我的申请提交两个月了还没到账',
    '请问我们小区什么时候改造',
    '那块空地是要建学校吗',
    '家里停水了什么时候来',
    '帮我查一下办理进度',
  ])('a person must look: %s', (text) => {
    expect(readOwnCase(normaliseText(text)).isOwn).toBe(true)
  })
  it.each(['请问居住证怎么办', '退休年龄是多少', '公积金租房提取一个月能提多少钱'])(
    'a rule answers: %s',
    (text) => {
      expect(readOwnCase(normaliseText(text)).isOwn).toBe(false)
    },
  )
})

describe('wantsConfidentiality (R8)', () => {
  it.each(['请匿名处理', '不要透露我的信息', '我怕被打击报复'])('%s', (text) => {
    expect(wantsConfidentiality(text)).toBe(true)
  })
  it.each(['物业把我的信息泄露给中介', '不用匿名'])('%s', (text) => {
    expect(wantsConfidentiality(text)).toBe(false)
  })
})
