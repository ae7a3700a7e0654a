import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../db/packs/pack.ts'
import { createEmbedder } from '../embed/create-embedder.ts'
import { createHashEmbedder } from '../embed/hash-embedder.ts'
import { modelPresent } from '../embed/model-files.ts'
import { samplePack } from '../testing/sample-city.ts'
import { type AskOptions, createAsk } from './ask.ts'
import { askResult } from './ask-result.ts'

interface Case {
  id: string
  text: string
  outcome: string
  article?: string
  facts?: string[]
}
const cases = readFileSync(new URL('../testing/questions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)

const hasModel = await modelPresent('.data/models')
const at = new Date('2026-03-01T08:00:00Z')

function askSample(changes: Partial<AskOptions> = {}) {
  const pack = changes.pack ?? samplePack()
  return createAsk({
    articles: pack.articles,
    servicePoints: pack.service_points,
    pack,
    embedder: null,
    ...changes,
  })
}

/** Shares of the written questions that come out right; a wrong article is worse than none. */
async function measure(options: Partial<AskOptions>) {
  const ask = askSample(options)
  await ask.ready
  const counts = { answerable: 0, right: 0, wrongArticle: 0, unanswerable: 0, answeredAnyway: 0 }
  for (const { text, outcome, article, facts = [] } of cases) {
    const result = askResult.parse(await ask({ text, at }))
    const answered = result.outcome === 'answered'
    if (outcome !== 'answered') {
      counts.unanswerable += 1
      if (answered) counts.answeredAnyway += 1
      continue
    }
    counts.answerable += 1
    const same = result.citations[0]?.article === article
    if (answered && !same) counts.wrongArticle += 1
    if (answered && same && facts.every((fact) => result.answer.includes(fact))) counts.right += 1
  }
  return counts
}

describe('the written questions', () => {
  it('are answered from words alone, and never from the wrong article', async () => {
    const counts = await measure({})
    expect(counts.answerable).toBeGreaterThanOrEqual(90)
    expect(counts.unanswerable / cases.length).toBeGreaterThan(0.25)
    expect(counts.right / counts.answerable).toBeGreaterThanOrEqual(0.8)
    expect(counts.wrongArticle).toBe(0)
    expect(counts.answeredAnyway / counts.unanswerable).toBeLessThanOrEqual(0.05)
  })
  it.runIf(hasModel)('are answered with the sentence model', async () => {
    const embedder = await createEmbedder(
      { embedder: 'onnx', modelDir: '.data/models', embeddingBatch: 1, embeddingQueryPrefix: '' },
      { info: () => {}, warn: () => {} },
    )
    const counts = await measure({ embedder })
    await embedder?.close()
    expect(counts.right / counts.answerable).toBeGreaterThanOrEqual(0.85)
    expect(counts.wrongArticle).toBe(0)
    expect(counts.answeredAnyway / counts.unanswerable).toBeLessThanOrEqual(0.05)
  })
  it('have the exact outcome where another way is named', async () => {
    const ask = askSample()
    const others = cases.filter((c) => c.outcome !== 'answered' && c.outcome !== 'refused')
    for (const { text, outcome } of others) {
      expect({ text, outcome: (await ask({ text, at })).outcome }).toEqual({ text, outcome })
    }
  })
})

describe('an answer', () => {
  it('names its source and what it rests on', async () => {
    const result = await askSample()({ text: '办护照多少钱', at })
    expect(result).toMatchObject({ outcome: 'answered', reason: '', service_points: [] })
    expect(result.citations).toEqual([
      {
        article: 'passport',
        title: '普通护照申领',
        source: '《样例市普通护照申领办法》，样例市人民政府，2025-01-01',
        valid_until: null,
      },
    ])
  })
  it('is trimmed to what was asked', async () => {
    const ask = askSample()
    const fee = (await ask({ text: '养犬登记要多少钱', at })).answer
    expect(fee).toContain('500元')
    expect(fee).not.toContain('烈性犬')
    const whole = (await ask({ text: '养狗怎么办证', at })).answer
    expect(whole).toContain('500元')
    expect(whole).toContain('烈性犬')
  })
  it('says what the article does not state, and refuses when it states nothing of what was asked', async () => {
    const ask = askSample()
    const half = await ask({ text: '护照多少钱，咨询电话是多少', at })
    expect(half.outcome).toBe('answered')
    expect(half.answer).toContain('120元')
    expect(half.answer).toContain('关于电话，这条资料里没有写明')
    const none = await ask({ text: '护照咨询电话是多少', at })
    expect(none).toMatchObject({ outcome: 'refused', reason: '资料没有写明电话', citations: [] })
  })
  it('is the same with the hash embedder, which does not rank', async () => {
    const plain = await askSample()({ text: '护照几天能拿到', at })
    const hashed = await askSample({ embedder: createHashEmbedder() })({
      text: '护照几天能拿到',
      at,
    })
    expect({ ...hashed, ms: 0 }).toEqual({ ...plain, ms: 0 })
  })
  it('goes on from words when the vectors fail', async () => {
    const failures: unknown[] = []
    const ask = askSample({
      embedder: {
        space: { id: 'x', kind: 'openai', model: 'x', dimensions: 2 },
        embed: () => Promise.reject(new Error('endpoint down')),
        close: async () => {},
      },
      onFailure: (error) => failures.push(error),
    })
    await ask.ready
    expect((await ask({ text: '办护照多少钱', at })).outcome).toBe('answered')
    expect(failures).toHaveLength(1)
  })
})

describe('a refusal', () => {
  const article = (changes: Partial<Article>): Article => {
    const [first] = samplePack().articles
    if (!first) throw new Error('sample article expected')
    return { ...first, ...changes }
  }
  const withArticles = (articles: Article[]) => askSample({ pack: samplePack({ articles }) })

  it('says when only an expired article is there, or one that is not yet valid', async () => {
    for (const changes of [{ valid_until: '2025-12-31' }, { valid_from: '2026-06-01' }]) {
      const result = await withArticles([article(changes)])({ text: '居住证怎么办', at })
      expect(result).toMatchObject({ outcome: 'refused', reason: '只有已过有效期的资料' })
    }
  })
  it('takes the valid version where an expired one stands beside it', async () => {
    const articles = [article({ id: 'old', valid_until: '2025-12-31' }), article({ id: 'new' })]
    const result = await withArticles(articles)({ text: '居住证怎么办', at })
    expect(result).toMatchObject({ outcome: 'answered', citations: [{ article: 'new' }] })
  })
  it('does not choose between articles that contradict each other', async () => {
    const questions = ['宠物猫登记要多少钱']
    const one = article({ id: 'a', title: '宠物猫登记', questions, body: '登记费每年100元。' })
    const other = article({ id: 'b', title: '宠物猫登记', questions, body: '登记费每年300元。' })
    const result = await withArticles([one, other])({ text: '宠物猫登记要多少钱', at })
    expect(result).toMatchObject({ outcome: 'refused', reason: '资料之间不一致' })
    expect(result.citations).toHaveLength(2)
  })
  it('leaves out an article of another district', async () => {
    const ask = withArticles([article({ jurisdiction: '东湖区' })])
    expect((await ask({ text: '西山区居住证怎么办', at })).outcome).toBe('refused')
    expect((await ask({ text: '东湖区居住证怎么办', at })).outcome).toBe('answered')
  })
  it('notes a review date that has passed', async () => {
    const ask = withArticles([article({ verify_before: '2026-01-01' })])
    expect((await ask({ text: '居住证怎么办', at })).answer).toContain('2026-01-01')
  })
  it('never answers an emergency as a question', async () => {
    const ask = askSample({ isEmergency: (text) => text.includes('着火') })
    expect(await ask({ text: '我家着火了，暖气怎么办', at })).toMatchObject({
      outcome: 'emergency',
    })
  })
  it('takes the wording of the pack, in the language of the question', async () => {
    const texts = { 'answer.not_covered': { zh: '本市没有这条资料。', en: 'Not covered here.' } }
    const ask = askSample({ pack: samplePack({ texts }) })
    expect((await ask({ text: '怎么养猫', at })).answer).toBe('本市没有这条资料。')
    expect((await ask({ text: 'How do I keep a cat?', at })).answer).toBe('Not covered here.')
  })
})

describe('service points', () => {
  it('are found by name, and by kind and district, each with its source', async () => {
    const ask = askSample()
    const named = await ask({ text: '西山区图书馆几点开门', at })
    expect(named).toMatchObject({ outcome: 'answered', service_points: [{ code: 'sp-2' }] })
    expect(named.answer).toContain('9:00—20:00')
    expect(named.citations[0]).toMatchObject({ article: 'sp-2', source: '样例市网站' })
    const short = await ask({ text: '西山图书馆电话', at })
    expect(short.service_points.map((p) => p.code)).toEqual(['sp-2'])
    const near = await ask({ text: '东湖区的政务服务中心在哪里', at })
    expect(near.service_points.map((p) => p.code)).toEqual(['sp-1'])
  })
  it('are not made up where the district has none', async () => {
    expect((await askSample()({ text: '东湖区附近的图书馆在哪', at })).outcome).toBe('refused')
  })
})

describe('an endpoint that re-ranks', () => {
  it('orders what may be answered, and makes nothing answerable', async () => {
    let offered = 0
    const rerank = async (_question: string, texts: readonly string[]) => {
      offered += 1
      return texts.map((_, at) => at)
    }
    // Each article stands there twice, so that two of them may answer.
    const twice = samplePack().articles.flatMap((one) => [one, { ...one, id: `${one.id}-2` }])
    const plain = askSample({ articles: twice })
    const ask = askSample({ articles: twice, rerank })
    let moved = 0
    for (const { text } of cases) {
      const before = await plain({ text, at })
      const after = await ask({ text, at })
      if (before.outcome !== 'answered') expect(after.outcome, text).not.toBe('answered')
      if (before.citations[0]?.article !== after.citations[0]?.article) moved += 1
    }
    expect(offered).toBeGreaterThan(0)
    expect(moved).toBeGreaterThan(0)
  })
})
