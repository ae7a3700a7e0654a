import { describe, expect, it } from 'vitest'
import { createEmbedder } from './create-embedder.ts'
import { fetchModel } from './fetch-model.ts'
import { modelPresent } from './model-files.ts'
import { cosine } from './vector.ts'

const modelDir = '.data/models'
const present = await modelPresent(modelDir)

/** Runs where the model has been fetched; everything else of the product is tested without it. */
describe.runIf(present)('the built-in sentence model', () => {
  it('gives the same vector for the same text, alone or among others, and puts meanings together', async () => {
    const embedder = await createEmbedder(
      { embedder: 'onnx', modelDir, embeddingBatch: 1, embeddingQueryPrefix: '' },
      { info: () => {}, warn: () => {} },
    )
    expect(embedder?.space).toMatchObject({ kind: 'onnx', dimensions: 512 })
    const [permit, lift, water] =
      (await embedder?.embed(
        ['居住证怎么办理', '小区电梯坏了没人修', '家里突然停水了'],
        'passage',
      )) ?? []
    const [again] = (await embedder?.embed(['居住证怎么办理'], 'query')) ?? []
    const [similar] = (await embedder?.embed(['我想办居住证需要什么手续'], 'query')) ?? []
    if (!permit || !lift || !water || !again || !similar) throw new Error('vectors expected')
    expect(again).toEqual(permit)
    expect(cosine(similar, permit)).toBeGreaterThan(cosine(similar, lift) + 0.2)
    expect(cosine(similar, permit)).toBeGreaterThan(cosine(similar, water) + 0.2)
    await embedder?.close()
    await expect(embedder?.embed(['关闭以后'], 'query')).rejects.toMatchObject({
      code: 'embedding.unavailable',
    })
  })
  it('is not fetched again', async () => {
    expect(await fetchModel({ modelDir })).toContain('bge-small-zh')
  })
})
