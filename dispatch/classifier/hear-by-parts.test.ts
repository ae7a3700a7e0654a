import { expect, it } from 'vitest'
import { hearByParts } from './hear-by-parts.ts'
import { createEncoder } from './history-encoder.ts'

const matters = { 电梯: '电梯坏了没人修', 路灯: '路灯不亮太黑', 井盖: '井盖丢了危险' }
const rows = Object.entries(matters).flatMap(([label, text]) =>
  Array.from({ length: 8 }, (_, i) => ({ label, text: `${text}${'一二三四五六七八'[i]}` })),
)

it('hears every row by models of the other parts, equal texts never by each other', async () => {
  const lonely = { label: '噪声', text: '半夜施工吵' }
  const all = [...rows, lonely, { ...lonely }]
  const encoder = createEncoder(
    all.map(({ text }) => text),
    { embedder: null },
  )
  const encoded = await encoder.encode(all.map(({ text }) => text))
  const options = { encoder, c: 1, seed: 1, parts: 4 }
  const { heard, labels } = hearByParts({ rows: all, encoded }, options)
  expect(labels).toEqual([...Object.keys(matters), '噪声'].sort())
  const first = (at: number) => {
    const scores = heard[at]?.voices[0] ?? new Float32Array()
    return labels[scores.indexOf(Math.max(...scores))]
  }
  rows.forEach(({ label }, at) => {
    expect(first(at)).toBe(label)
  })
  // The other parts have never seen its label: it is as unlikely as the unlikeliest, and still has its place.
  expect(first(rows.length)).not.toBe('噪声')
  expect(heard.map(({ truth }) => labels[truth])).toEqual(all.map(({ label }) => label))
})
