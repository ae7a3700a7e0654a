import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampleArticles } from '../testing/sample-articles.ts'
import { createArticleIndex } from './article-index.ts'
import { withRerank } from './rerank.ts'
import { createEndpointRerank, createRerank } from './rerank-endpoint.ts'

interface Asked {
  model: string
  query: string
  documents: string[]
}

/** An endpoint that speaks the protocol, and can say no. */
let server: Server
let baseUrl = ''
let asked: { body: Asked; authorization: string | undefined }[] = []
let reply: (body: Asked) => { status?: number; body: unknown; afterMs?: number }
const inReverse = ({ documents }: Asked) => ({
  body: { results: documents.map((_, index) => ({ index, relevance_score: index / 10 })) },
})

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += String(chunk)
    })
    request.on('end', () => {
      const body = JSON.parse(text) as Asked
      asked.push({ body, authorization: request.headers.authorization })
      const { status = 200, body: told, afterMs = 0 } = reply(body)
      setTimeout(() => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(told))
      }, afterMs)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  reply = inReverse
})

const open = (more = {}) =>
  createEndpointRerank({ baseUrl, model: 'm', apiKey: 'k', timeoutMs: 20_000, ...more })

describe('the endpoint that re-ranks', () => {
  it('is asked with the key and without identities, and gives one score to each text', async () => {
    expect(await open()('我电话13812345678，居住证怎么办', ['甲', '乙'])).toEqual([0, 0.1])
    expect(asked[0]?.body).toMatchObject({ model: 'm', documents: ['甲', '乙'] })
    expect(asked[0]?.body.query).not.toContain('13812345678')
    expect(asked[0]?.authorization).toBe('Bearer k')
  })

  it.each([
    ['an error', { status: 500, body: {} }],
    ['a score too few', { body: { results: [{ index: 0, relevance_score: 1 }] } }],
    ['another shape', { body: { scores: [1, 2] } }],
  ])('has no opinion with %s', async (_, told) => {
    reply = () => told
    expect(await open()('居住证', ['甲', '乙'])).toBeNull()
  })

  it('keeps its time, and is left alone after failures in a row', async () => {
    reply = (body) => ({ ...inReverse(body), afterMs: 60_000 })
    const failures: unknown[] = []
    const rerank = open({ timeoutMs: 50, onFailure: (error: unknown) => failures.push(error) })
    for (let i = 0; i < 6; i += 1) expect(await rerank('居住证', ['甲', '乙'])).toBeNull()
    expect(failures).toHaveLength(4)
  })

  it('is there only where it is configured', () => {
    const config = { rerankTimeoutMs: 800 }
    expect(createRerank(config, () => {})).toBeNull()
    const named = { ...config, rerankBaseUrl: baseUrl, rerankModel: 'm' }
    expect(createRerank(named, () => {})).not.toBeNull()
  })
})

describe('lists in the order of the endpoint', () => {
  it('holds for readers alone, adds nothing, and stays where nobody has an opinion', async () => {
    const index = createArticleIndex({ articles: sampleArticles, embedder: null })
    const ids = async (from: typeof index, forReader: boolean) =>
      (await from.search({ text: '居住证办理', limit: 3, forReader })).map((hit) => hit.article.id)
    const first = await index.search({ text: '居住证办理', limit: 8, forReader: true })
    const reversed = first.map((hit) => hit.article.id).reverse()
    expect(await ids(withRerank(index, open()), true)).toEqual(reversed.slice(0, 3))
    expect(asked[0]?.body.documents[0]).toContain(first[0]?.article.title)
    expect(await ids(withRerank(index, open()), false)).toEqual(await ids(index, false))
    expect(
      await ids(
        withRerank(index, async () => null),
        true,
      ),
    ).toEqual(await ids(index, true))
    expect(withRerank(index, null)).toBe(index)
  })
})
