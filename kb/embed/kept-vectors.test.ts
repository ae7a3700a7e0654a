import { appendFile, mkdtemp, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Embedder } from './embedder.ts'
import { createHashEmbedder } from './hash-embedder.ts'
import { keepVectors } from './kept-vectors.ts'

function counting(): Embedder & { asked: string[] } {
  const inner = createHashEmbedder()
  const asked: string[] = []
  return {
    ...inner,
    asked,
    embed: async (texts, role) => {
      asked.push(...texts)
      return inner.embed(texts, role)
    },
  }
}

it('asks for a passage once over several starts, keeps no question, and mends a torn file', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'kept-'))
  const first = counting()
  const kept = await keepVectors(first, dir)
  const [made] = await kept.embed(['居住证怎么办理', '公租房怎么申请'], 'passage')
  await kept.embed(['我家停水了'], 'query')
  await kept.close()

  const file = join(dir, (await readdir(dir))[0] ?? '')
  const { size } = await stat(file)
  await appendFile(file, 'half a record')
  const second = counting()
  const again = await keepVectors(second, dir)
  expect(again.kept()).toBe(2)
  expect((await again.embed(['居住证怎么办理'], 'passage'))[0]).toEqual(made)
  expect(second.asked).toEqual([])
  expect((await stat(file)).size).toBe(size)
  await again.embed(['居住证怎么办理', '狗证多少钱'], 'passage')
  expect(second.asked).toEqual(['狗证多少钱'])
})
