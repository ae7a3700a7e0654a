import { describe, expect, it } from 'vitest'
import { cpuMs } from '../../db/testing/cpu-time.ts'
import { findAddress } from './find-address.ts'

describe('findAddress', () => {
  it.each([
    ['朝阳区望京街道南湖东园122号楼电梯坏了三天,老人下不了楼', '朝阳区望京街道南湖东园122号楼'],
    [
      '我家住在海淀区中关村科育小区3号楼2单元501室，楼上漏水',
      '海淀区中关村科育小区3号楼2单元501室',
    ],
    ['投诉物业，位于丰台区方庄芳古园一区12号楼', '丰台区方庄芳古园一区12号楼'],
    ['通州区梨园翠屏北里8号院门口天天堵车', '通州区梨园翠屏北里8号院'],
  ])('%s', (text, address) => {
    expect(findAddress(text)).toBe(address)
  })

  it('takes no longer for a text of one repeated character', () => {
    const started = cpuMs()
    expect(findAddress('一'.repeat(16_000))).toBe('')
    expect(cpuMs() - started).toBeLessThan(500)
  })

  it('finds nothing where no number of a building stands', () => {
    expect(findAddress('小区停水3天了，没人管')).toBe('')
    expect(findAddress('公司拖欠我三个月工资')).toBe('')
  })
})
