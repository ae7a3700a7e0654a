import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keptLinear } from './kept-linear.ts'
import { trainLinear } from './train-linear.ts'

const rows = ['停水了', '没水用', '停电了', '没电用'].map((text) => ({
  text,
  label: text.includes('水') ? '水' : '电',
}))

it('learns once, and anew from another text or where the file is damaged', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'jiesu-linear-'))
  let trained = 0
  const train = () => {
    trained += 1
    const texts = rows.map(({ text }) => text)
    return [trainLinear({ texts, labels: rows.map(({ label }) => label) })]
  }
  const say = async (from: readonly unknown[] = rows) => {
    const [model] = await keptLinear({ dir, name: 'supplies', rows: from }, train)
    return model?.predict('家里没有水')
  }
  const first = await say()
  expect(first?.[0]?.label).toBe('水')
  expect(await say()).toEqual(first)
  expect(trained).toBe(1)

  const [name = ''] = await readdir(dir)
  const file = join(dir, name)
  const bytes = await readFile(file)
  for (const damaged of [bytes.subarray(0, bytes.length - 1), Buffer.from('no model')]) {
    await writeFile(file, damaged)
    expect(await say()).toEqual(first)
  }
  expect(trained).toBe(3)
  expect(await say()).toEqual(first)
  await say([...rows, { text: '水管爆了', label: '水' }])
  expect(trained).toBe(4)
})
