import { describe, expect, it } from 'vitest'
import { createVectoriser } from './features.ts'
import { fitTemperature, softmax } from './temperature.ts'
import { trainLinear } from './train-linear.ts'

const water = ['停水了', '家里没水', '自来水发黄', '水管爆了', '水压太低', '什么时候来水']
const power = ['停电了', '家里没电', '跳闸了', '电压不稳', '电表坏了', '什么时候来电']
const options = {
  texts: [...water, ...power],
  labels: [...water.map(() => 'water'), ...power.map(() => 'power')],
}

describe('trainLinear', () => {
  it('learns from a handful of sentences', () => {
    const model = trainLinear(options)
    expect(model.predict('小区又没有水了')[0]?.label).toBe('water')
    expect(model.predict('整栋楼停电')[0]?.label).toBe('power')
    const sum = model.predict('不知道说什么').reduce((total, { p }) => total + p, 0)
    expect(sum).toBeCloseTo(1, 5)
  })
  it('gives the same model for the same texts', () => {
    const p = () => trainLinear(options).predict('水电都停了')[0]?.p
    expect(p()).toBe(p())
  })
  it('listens to weights', () => {
    const texts = ['停了', '停了']
    const labels = ['water', 'power']
    const model = (weights: number[]) => trainLinear({ texts, labels, weights }).predict('停了')[0]
    expect(model([5, 0.1])?.label).toBe('water')
    expect(model([0.1, 5])?.label).toBe('power')
  })
})

describe('createVectoriser', () => {
  it('gives unit vectors that do not tell house numbers apart', () => {
    const { vectorise } = createVectoriser(options.texts)
    const norm = vectorise('水管爆了').value.reduce((sum, value) => sum + value * value, 0)
    expect(norm).toBeCloseTo(1, 5)
    expect(vectorise('3号楼')).toEqual(vectorise('7号楼'))
    expect(vectorise('').index).toHaveLength(0)
  })
})

describe('fitTemperature', () => {
  it('cools what is too shy and warms what is too sure', () => {
    const shy = Array.from({ length: 50 }, () => ({ scores: Float32Array.of(0.1, 0), truth: 0 }))
    expect(fitTemperature(shy)).toBeLessThan(0.1)
    const wrong = Array.from({ length: 50 }, (_, i) => ({
      scores: Float32Array.of(3, 0),
      truth: i % 2,
    }))
    expect(softmax(Float32Array.of(3, 0), fitTemperature(wrong))[0]).toBeLessThan(0.7)
  })
})
