import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addModel } from './add-model.ts'
import { createEmbedder, type EmbedderConfig, requireEmbedder } from './create-embedder.ts'
import type { Embedder } from './embedder.ts'
import { fetchModel } from './fetch-model.ts'
import { createHashEmbedder } from './hash-embedder.ts'
import { installModel } from './install-model.ts'
import { createEndpointEmbedder } from './openai-embedder.ts'
import { readTar } from './tar.ts'
import { cosine } from './vector.ts'
import { cacheVectors } from './vector-cache.ts'

const silent = { info: () => {}, warn: () => {} }
const base: EmbedderConfig = {
  embedder: 'auto',
  modelDir: '/nonexistent',
  embeddingBatch: 2,
  embeddingQueryPrefix: '',
}

/** A tar archive of one block header and its data each. */
function makeTar(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const data = Buffer.from(text)
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(data.length.toString(8).padStart(11, '0'), 124)
    header.write('0', 156)
    header.write('ustar\0', 257)
    return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiesu-embed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('hash embedder', () => {
  it('is deterministic, of length 1, and puts near-duplicates together', async () => {
    const embedder = createHashEmbedder()
    const [a, b, c] = await embedder.embed(
      ['小区电梯坏了三天没人修', '小區電梯壞了三天，沒人修！', '公积金怎么提取'],
      'passage',
    )
    if (!a || !b || !c) throw new Error('three vectors expected')
    expect(a).toHaveLength(512)
    expect(cosine(a, a)).toBeCloseTo(1, 5)
    expect(cosine(a, b)).toBeGreaterThan(0.9)
    expect(Math.abs(cosine(a, c))).toBeLessThan(0.3)
    expect((await createHashEmbedder().embed(['小区电梯坏了三天没人修'], 'query'))[0]).toEqual(a)
  })
  it('gives a zero vector for a text without words', async () => {
    const [vector] = await createHashEmbedder().embed(['？！'], 'query')
    expect(vector?.every((value) => value === 0)).toBe(true)
  })
})

describe('vector cache', () => {
  it('asks once for a text, keeps the order, and forgets the oldest', async () => {
    const asked: string[] = []
    const inner: Embedder = {
      space: { id: 'x', kind: 'hash', model: 'x', dimensions: 1 },
      embed: async (texts) => {
        asked.push(...texts)
        return texts.map((text) => Float32Array.of(text.length))
      },
      close: async () => {},
    }
    const cached = cacheVectors(inner, 2)
    expect(await cached.embed(['a', 'bb', 'a'], 'query')).toEqual([
      Float32Array.of(1),
      Float32Array.of(2),
      Float32Array.of(1),
    ])
    expect(asked).toEqual(['a', 'bb'])
    await cached.embed(['ccc'], 'query')
    await cached.embed(['bb', 'a'], 'query')
    expect(asked).toEqual(['a', 'bb', 'ccc', 'a'])
    await cached.embed(['a'], 'passage')
    expect(asked).toHaveLength(5)
  })
})

describe('endpoint embedder', () => {
  let server: Server
  let reply: (input: string[]) => { status?: number; rows: number[][]; never?: boolean }
  let indexes: (at: number) => number | undefined = (at) => at
  let seen: { input: string[]; encoding_format: string }[] = []
  const options = () => ({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model: 'm',
    apiKey: undefined,
    batch: 2,
    queryPrefix: '问：',
  })
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const asked = JSON.parse(body) as { input: string[]; encoding_format: string }
        seen.push(asked)
        const { status = 200, rows, never = false } = reply(asked.input)
        if (never) return
        // Out of order on purpose: `index` counts.
        const data = rows.map((embedding, at) => ({ index: indexes(at), embedding })).reverse()
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ data }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  afterEach(() => {
    seen = []
  })

  it('asks for floats in batches, prefixes questions, normalises', async () => {
    reply = (input) => ({ rows: input.map((text) => [text.length, 0]) })
    const embedder = await createEndpointEmbedder(options())
    expect(embedder.space).toMatchObject({ kind: 'openai', dimensions: 2, id: 'openai:m:2' })
    const vectors = await embedder.embed(['一', '二二', '三三三'], 'query')
    expect(vectors).toEqual([Float32Array.of(1, 0), Float32Array.of(1, 0), Float32Array.of(1, 0)])
    expect(seen.map((call) => call.input)).toEqual([
      ['测试'],
      ['问：一', '问：二二'],
      ['问：三三三'],
    ])
    expect(seen.every((call) => call.encoding_format === 'float')).toBe(true)
    seen = []
    await embedder.embed(['一'], 'passage')
    expect(seen[0]?.input).toEqual(['一'])
  })
  it('refuses vectors of another length, of zeros, or too few', async () => {
    reply = (input) => ({ rows: input.map(() => [1, 2]) })
    const embedder = await createEndpointEmbedder(options())
    for (const rows of [
      [[1]],
      [[0, 0]],
      [],
      [
        [1, 2],
        [1, 2],
      ],
      [[Number.NaN, 1]],
    ]) {
      reply = () => ({ rows })
      await expect(embedder.embed(['一'], 'passage')).rejects.toMatchObject({
        code: 'embedding.invalid',
      })
    }
  })
  it('tries again when the endpoint is busy or broken, and asks once for equal texts', async () => {
    let calls = 0
    reply = (input) => {
      calls += 1
      if (calls === 2) return { status: 429, rows: [] }
      if (calls === 3) return { status: 500, rows: [] }
      return { rows: input.map((text) => [text.length, 1]) }
    }
    const embedder = cacheVectors(await createEndpointEmbedder(options()))
    const [one, other] = await embedder.embed(['一二', '一二'], 'passage')
    expect(one).toEqual(other)
    expect(seen.at(-1)?.input).toEqual(['一二'])
    expect(calls).toBe(4)
    await Promise.all([embedder.embed(['新'], 'passage'), embedder.embed(['新'], 'passage')])
    expect(calls).toBe(5)
  })
  it('refuses two vectors for one text, and takes them in their order where no index is given', async () => {
    reply = (input) => ({ rows: input.map((text) => [text.length, 1]) })
    const embedder = await createEndpointEmbedder(options())
    indexes = () => 0
    await expect(embedder.embed(['一', '二'], 'passage')).rejects.toMatchObject({
      code: 'embedding.invalid',
    })
    indexes = () => undefined
    const [first, second] = await embedder.embed(['一', '二二二'], 'passage')
    indexes = (at) => at
    // The server answers in reverse.
    expect(first?.[0]).toBeGreaterThan(second?.[0] ?? 1)
  })
  it('sends nothing that names a person', async () => {
    reply = (input) => ({ rows: input.map(() => [1, 2]) })
    const embedder = await createEndpointEmbedder(options())
    await embedder.embed(['我叫王建国，电话13812345678，路灯坏了'], 'passage')
    expect(seen.at(-1)?.input).toEqual(['我叫[姓名]，电话[电话]，路灯坏了'])
  })
  it('leaves a dead endpoint alone for a while, and comes back', async () => {
    let now = 0
    reply = (input) => ({ rows: input.map(() => [1, 2]) })
    const embedder = await createEndpointEmbedder({ ...options(), now: () => now })
    reply = () => ({ status: 400, rows: [] })
    for (let i = 0; i < 5; i += 1) {
      await expect(embedder.embed(['一'], 'passage')).rejects.toMatchObject({
        code: 'embedding.unavailable',
      })
    }
    expect(seen).toHaveLength(3)
    reply = (input) => ({ rows: input.map(() => [1, 2]) })
    now = 31_000
    expect(await embedder.embed(['一'], 'passage')).toHaveLength(1)
  })
  it('tries again when an answer does not come in time', async () => {
    reply = (input) => ({ rows: input.map(() => [1, 2]) })
    const embedder = await createEndpointEmbedder({ ...options(), timeoutMs: 300 })
    let calls = 0
    reply = (input) => {
      calls += 1
      return { rows: input.map(() => [1, 2]), never: calls === 1 }
    }
    expect(await embedder.embed(['一'], 'passage')).toHaveLength(1)
    expect(calls).toBe(2)
  })
  it('refuses vectors whose length is no number', async () => {
    reply = (input) => ({ rows: input.map(() => [1, 2]) })
    const embedder = await createEndpointEmbedder(options())
    reply = () => ({ rows: [[1e-30, 1e-30]] })
    await expect(embedder.embed(['一'], 'passage')).rejects.toMatchObject({
      code: 'embedding.invalid',
    })
  })
  it('says that the endpoint is unavailable, and the product goes on without vectors', async () => {
    reply = () => ({ status: 401, rows: [] })
    await expect(createEndpointEmbedder(options())).rejects.toMatchObject({
      code: 'embedding.unavailable',
    })
    const { baseUrl } = options()
    const config = { ...base, embedder: 'openai' as const, embeddingBaseUrl: baseUrl }
    expect(await createEmbedder({ ...config, embeddingModel: 'm' }, silent)).toBeNull()
    const required = requireEmbedder({ ...config, embeddingModel: 'm' }, silent)
    await expect(required).rejects.toMatchObject({ code: 'embedding.unavailable' })
  })
})

describe('createEmbedder', () => {
  it('falls back to the hash embedder with a note, and off is null', async () => {
    const notes: string[] = []
    const log = { info: (note: string) => notes.push(note), warn: () => {} }
    const embedder = await createEmbedder(base, log as unknown as typeof silent)
    expect(embedder?.space.kind).toBe('hash')
    expect(notes.join()).toContain('jiesu model fetch')
    expect(await createEmbedder({ ...base, embedder: 'off' }, silent)).toBeNull()
  })
})

describe('model files', () => {
  it('reads plain files out of a tar archive', () => {
    const archive = makeTar({ 'package/a.txt': '甲'.repeat(400), 'package/b.txt': '' })
    expect([...readTar(archive)].map((file) => [file.name, file.data.length])).toEqual([
      ['package/a.txt', 1200],
      ['package/b.txt', 0],
    ])
    expect([...readTar(Buffer.from('no archive'))]).toEqual([])
  })
  it('refuses files that are not the pinned ones, and leaves nothing behind', async () => {
    const modelDir = join(folder, 'models')
    const fake = new Map([
      ['onnx/model_quantized.onnx', Buffer.from('x')],
      ['tokenizer.json', Buffer.from('{}')],
    ])
    await expect(installModel(modelDir, fake)).rejects.toMatchObject({ code: 'model.checksum' })
    expect(await readdir(modelDir)).toEqual([])
  })
  it('says what is missing in a folder, an archive, or at no path at all', async () => {
    const modelDir = join(folder, 'models')
    const archive = join(folder, 'a.tgz')
    await writeFile(archive, gzipSync(makeTar({ 'package/README.md': 'no model' })))
    await writeFile(join(folder, 'b.tgz'), 'not gzip')
    await mkdir(join(folder, 'empty'), { recursive: true })
    for (const path of [archive, join(folder, 'b.tgz'), join(folder, 'empty'), '/nonexistent']) {
      await expect(addModel(modelDir, path)).rejects.toMatchObject({ code: 'model.not-found' })
    }
  })
  it('says what to do when the download does not work', async () => {
    const modelDir = join(folder, 'none')
    await expect(fetchModel({ modelDir, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'model.fetch-failed',
      message: expect.stringContaining('jiesu model add'),
    })
  })
})
