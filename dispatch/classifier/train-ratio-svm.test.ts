import { expect, it } from 'vitest'
import { createVectoriser } from './features.ts'
import { trainRatioSvm } from './train-ratio-svm.ts'

const texts = [
  '小区停水两天',
  '停水没有通知',
  '自来水停水了',
  '路灯不亮',
  '路灯坏了',
  '巷口路灯灭了',
]
const rowLabels = ['水', '水', '水', '灯', '灯', '灯']

it('tells labels apart by what stands more often in their texts, and says its constants of unknown words', () => {
  const vectoriser = createVectoriser(texts)
  const vectors = texts.map((text) => vectoriser.vectorise(text))
  const model = trainRatioSvm({ vectors, rowLabels, labels: ['水', '灯'], balance: 0, seed: 1 })
  const [water = 0, light = 0] = model(vectoriser.vectorise('我家又停水'))
  expect(water).toBeGreaterThan(light)
  const [dark = 0, bright = 0] = model(vectoriser.vectorise('路灯全灭'))
  expect(bright).toBeGreaterThan(dark)
  expect([...model(vectoriser.vectorise('abc'))].every(Number.isFinite)).toBe(true)
})
