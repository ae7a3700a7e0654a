import { describe, expect, it } from 'vitest'
import { createMeaningKernel, SCALE } from './meaning-kernel.ts'
import { seededRandom } from './seeded-random.ts'
import { trainKernelSvm } from './train-kernel-svm.ts'

const random = seededRandom(7)
const around = (x: number, y: number) =>
  Float32Array.of(x + random() * 0.2, y + random() * 0.2, 0.5)

/** Two labels that no straight line parts: one lies on both sides of the other. */
const sides = [
  [1, 0, '外'],
  [-1, 0, '外'],
  [0, 1, '内'],
  [0, -1, '内'],
] as const
const rows = sides.flatMap(([x, y, label]) =>
  Array.from({ length: 9 }, () => ({ dense: around(x, y), label })),
)

describe('the kernel of meanings', () => {
  const kernel = createMeaningKernel(rows.map(({ dense }) => dense))

  it('is symmetric, whole on the diagonal and near nothing for what is unrelated', () => {
    for (const at of rows.keys()) expect(kernel.row(at)[at]).toBe(SCALE)
    expect(kernel.row(3)[30]).toBe(kernel.row(30)[3])
    expect(Math.abs((kernel.row(0)[18] as number) / SCALE)).toBeLessThan(0.15)
  })

  it('says of a new text what the matrix says of its own rows', () => {
    const own = kernel.of(rows[5]?.dense as Float32Array)
    kernel.row(5).forEach((value, at) => {
      expect(own[at]).toBeCloseTo(value / SCALE, 3)
    })
  })

  it('carries labels that no straight line parts; rows beyond the labels are not learnt from', () => {
    const labels = ['内', '外']
    const rowLabels = rows.slice(0, 30).map(({ label }) => label)
    const model = trainKernelSvm({ kernel, rowLabels, labels, seed: 1 })
    for (const { dense, label } of rows) {
      const [inside = 0, outside = 0] = model(kernel.of(dense))
      expect(inside > outside ? '内' : '外').toBe(label)
    }
    expect([...model(new Float32Array(rows.length))]).toEqual([-1, -1])
  })
})
