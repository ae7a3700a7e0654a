import { expect, it } from 'vitest'
import { clusterQuestions, titleOf } from './cluster-questions.ts'

const item = (text: string, vector?: number[]) => ({
  id: text,
  text,
  vector: vector && Float32Array.from(vector),
})
const texts = (clusters: ReturnType<typeof clusterQuestions>) =>
  clusters.map(({ id, items }) => [id, ...items.map(({ text }) => text)])

it('joins the same matter in other words and keeps other matters apart', () => {
  const found = clusterQuestions(
    ['宠物猫需要办证吗', '请问养宠物猫要办证吗', '共享单车押金怎么退', '单车押金退不了怎么办'].map(
      (t) => item(t),
    ),
    [],
  )
  expect(texts(found)).toEqual([
    [null, '宠物猫需要办证吗', '请问养宠物猫要办证吗'],
    [null, '共享单车押金怎么退', '单车押金退不了怎么办'],
  ])
})

it('puts a question into the open ticket that asks the same', () => {
  const open = [{ id: 'g1', items: [item('共享单车押金怎么退')] }]
  expect(texts(clusterQuestions([item('共享单车押金退款')], open))).toEqual([
    ['g1', '共享单车押金退款'],
  ])
})

it('joins by meaning where words differ, if there are vectors', () => {
  const found = clusterQuestions(
    [item('娃上学', [1, 0]), item('孩子入学', [0.9, Math.sqrt(1 - 0.81)]), item('修路', [0, 1])],
    [],
  )
  expect(found.map(({ items }) => items.length)).toEqual([2, 1])
})

it('names a ticket by the question most like the others', () => {
  expect(titleOf([item('押金'), item('共享单车押金怎么退'), item('共享单车押金退款')])).toContain(
    '共享单车押金',
  )
  expect(titleOf([])).toBe('')
})
