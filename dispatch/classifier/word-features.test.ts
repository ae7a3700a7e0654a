import { describe, expect, it } from 'vitest'
import { createWordVectoriser, isCutText, joinCutText } from './word-features.ts'

describe('words as features', () => {
  it('knows text that was cut into words from text with a few spaces', () => {
    expect(isCutText('小区 物业 无故 停水 业主 投诉')).toBe(true)
    expect(isCutText('小区物业无故停水，电话 13800000000 打不通，业主投诉多次。')).toBe(false)
    expect(joinCutText('小区 物业 无故 停水')).toBe('小区物业无故停水')
    expect(joinCutText('物业不管。\n业主投诉')).toBe('物业不管。\n业主投诉')
  })

  it('sees the same words in cut and in running text, numbers alike', () => {
    const vectoriser = createWordVectoriser(['物业 停车费 投诉', '公交 线路 投诉'])
    const cut = vectoriser.vectorise('物业 收 停车费 300 元')
    const running = vectoriser.vectorise('物业收停车费500元。')
    expect([...running.index]).toEqual([...cut.index])
    expect([...running.value]).toEqual([...cut.value])
  })
})
