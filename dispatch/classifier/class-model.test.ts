import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { smallCity } from '../testing/small-city.ts'
import { fitsPack, keptClassModel, trainClassModel } from './class-model.ts'
import { decodeClassModel, encodeClassModel } from './class-model-file.ts'
import { createClassifier, defaultFusion } from './create-classifier.ts'

const pack = smallCity()
const text = '路灯不亮好几天了'

describe('the model of the classes as an artefact', () => {
  it('says the same after it was kept and read again', () => {
    const trained = trainClassModel(pack)
    const restored = decodeClassModel(encodeClassModel(trained))
    expect(restored.version).toBe(trained.version)
    const say = (model: typeof trained) =>
      createClassifier(pack, defaultFusion, model).classify(text).candidates
    expect(say(restored)).toEqual(say(trained))
  })

  it('refuses bytes that are missing or changed', () => {
    const bytes = encodeClassModel(trainClassModel(pack))
    expect(() => decodeClassModel(bytes.subarray(0, bytes.length - 4))).toThrow()
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
    expect(() => decodeClassModel(bytes)).toThrow()
  })

  it('reads a file from before leads were learnt: it knows classes and nothing of leads', () => {
    const trained = trainClassModel(pack)
    const bytes = encodeClassModel(trained)
    bytes.write('JSCM1\n')
    expect(decodeClassModel(bytes)).toMatchObject({ version: trained.version, lead: null })
    bytes.write('JSCM0\n')
    expect(() => decodeClassModel(bytes)).toThrow()
  })

  it('learns from confirmed orders and names them in its version', () => {
    const code = pack.taxonomy.at(-1)?.code ?? ''
    const own = trainClassModel(pack)
    const more = trainClassModel(pack, [
      { text: '一种从没见过的说法', code },
      { text: '别处的类', code: '999999' },
    ])
    expect(more.orders).toBe(1)
    expect(more.version).not.toBe(own.version)
    expect(fitsPack(more, pack)).toBe(true)
    expect(fitsPack(more, { ...pack, taxonomy: pack.taxonomy.slice(1) })).toBe(false)
  })

  it('is kept for the next start, and trained anew where the file is damaged', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'jiesu-classes-'))
    const first = await keptClassModel(pack, dir)
    const [file = ''] = await readdir(dir)
    expect((await keptClassModel(pack, dir)).version).toBe(first.version)
    await writeFile(join(dir, file), 'no model')
    expect((await keptClassModel(pack, dir)).version).toBe(first.version)
    expect(await readdir(dir)).toEqual([file])
  })
})
