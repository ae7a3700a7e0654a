import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMs } from '../../db/testing/cpu-time.ts'
import { splitPassages, splitSections } from '../article/split-article.ts'
import { cosine, normaliseVector, vectorKey } from '../embed/vector.ts'
import { bigrams } from '../language/ngrams.ts'
import { sampleArticles } from '../testing/sample-articles.ts'
import { buildArticleIndex, createArticleIndex } from './article-index.ts'
import { createBm25 } from './bm25.ts'
import { fuseScores, scaleToMax } from './fuse.ts'
import { topRows } from './top-rows.ts'
import { createVectorScan } from './vector-scan.ts'
import { fillVectors } from './vector-source.ts'

describe('BM25', () => {
  const index = createBm25(['居住证办理', '公积金提取', '居住证签注'].map(bigrams))
  it('scores by matching tokens, the shorter and rarer more', () => {
    const scores = index.score(bigrams('居住证签注'))
    expect(scores[2]).toBeGreaterThan(scores[0] ?? 0)
    expect(scores[0]).toBeGreaterThan(0)
    expect(scores[1]).toBe(0)
    expect(index.idf('签注')).toBeGreaterThan(index.idf('居住'))
    expect(index.idf('没有')).toBeGreaterThan(index.idf('签注'))
  })
  it('equals the formula', () => {
    // idf = ln(1 + (3 - 1 + .5) / (1 + .5)), tf 1, length 4 of average 4.
    const [, , score = 0] = index.score(['签注'])
    expect(score).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 5)
  })
  it('never gives a negative or a non-finite score', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'))
    fc.assert(
      fc.property(fc.array(words), words, (documents, query) => {
        const scores = createBm25(documents).score(query)
        expect(scores.every((score) => Number.isFinite(score) && score >= 0)).toBe(true)
      }),
    )
  })
})

describe('fusion', () => {
  const none = { passageCosine: null, formCosine: null, formsCosine: null }
  const base = {
    passage: Float32Array.of(4, 2),
    form: Float32Array.of(0, 0),
    whole: Float32Array.of(1, 2),
    ...none,
  }
  it('scales the lexical scores and adds the cosines', () => {
    expect(scaleToMax(Float32Array.of(0, 0))).toEqual(Float32Array.of(0, 0))
    const [first, second] = fuseScores({ ...base, kind: 'onnx' })
    expect([first, second]).toEqual([0.75, 0.75])
    const near = fuseScores({ ...base, passageCosine: Float32Array.of(0.2, 0.8), kind: 'onnx' })
    expect(near[1] ?? 0).toBeGreaterThan((near[0] ?? 0) + 1)
  })
  it('ignores the hash embedder', () => {
    const formCosine = Float32Array.of(0, 1)
    expect([...fuseScores({ ...base, formCosine, kind: 'hash' })]).toEqual([0.75, 0.75])
  })
})

describe('the largest rows', () => {
  it('are those of a whole sort', () => {
    const values = fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 40 })
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 8 }), (list, count) => {
        const scores = Float32Array.from(list)
        const sorted = list
          .map((value, row) => ({ value, row }))
          .filter(({ value }) => value > 0)
          .sort((a, b) => b.value - a.value || a.row - b.row)
        expect(topRows(scores, count)).toEqual(sorted.slice(0, count).map(({ row }) => row))
      }),
    )
  })
})

describe('vector scan', () => {
  const random = (seed: number) => {
    let state = seed
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32 - 0.5
    }
  }
  const next = random(7)
  const vectors = Array.from({ length: 400 }, () =>
    normaliseVector(Float32Array.from({ length: 64 }, next)),
  )
  it('finds the nearest by signs that the exact scan finds', () => {
    const exact = createVectorScan(vectors)
    const fast = createVectorScan(vectors, { exact: 10, shortlist: 60 })
    let same = 0
    for (const query of vectors.slice(0, 50)) {
      const noisy = normaliseVector(query.map((value) => value + next() * 0.2))
      const best = (scores: Float32Array) => scores.indexOf(Math.max(...scores))
      if (best(exact.scan(noisy)) === best(fast.scan(noisy))) same += 1
    }
    expect(same).toBe(50)
  })
  it('compares exactly what it is told to', () => {
    const fast = createVectorScan(vectors, { exact: 10, shortlist: 1 })
    const [query = new Float32Array(64)] = vectors
    expect(fast.scan(query, [399])[399]).toBeCloseTo(cosine(query, vectors[399] ?? query), 5)
  })
})

describe('an index built in slices', () => {
  it('is the same, and lets others run meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    const articles = Array.from({ length: 60 }, (_, n) =>
      sampleArticles.map((a) => ({ ...a, id: `${a.id}-${n}` })),
    ).flat()
    const sliced = await buildArticleIndex({ articles, embedder: null })
    clearInterval(timer)
    const whole = createArticleIndex({ articles, embedder: null })
    const ids = async (index: typeof whole) =>
      (await index.search({ text: '办护照' })).map((hit) => hit.article.id)
    expect(await ids(sliced)).toEqual(await ids(whole))
    expect(turns).toBeGreaterThan(0)
  })
})

describe('article search', () => {
  const index = createArticleIndex({ articles: sampleArticles, embedder: null })
  const best = async (text: string) => (await index.search({ text }))[0]?.article.id
  it('finds articles by their words, also for a query of one or two characters', async () => {
    expect(await best('办护照')).toBe('passport')
    expect(await best('狗')).toBe('dog-licence')
    expect(await index.search({ text: 'zzz' })).toEqual([])
  })
  it('takes synonyms and filters', async () => {
    expect((await index.search({ text: '暂住证', synonyms: ['居住证'] }))[0]?.article.id).toBe(
      'residence-permit',
    )
    const without = await index.search({ text: '办护照', accept: ({ id }) => id !== 'passport' })
    expect(without.map((hit) => hit.article.id)).not.toContain('passport')
  })
  it('answers a query among 1,000 articles in well under 5 ms', async () => {
    const articles = Array.from({ length: 84 }, (_, n) =>
      sampleArticles.map((a) => ({ ...a, id: `${a.id}-${n}` })),
    ).flat()
    const large = createArticleIndex({ articles, embedder: null })
    await large.search({ text: '护照' })
    const started = cpuMs()
    for (let i = 0; i < 50; i += 1) await large.search({ text: '居住证到期了怎么办理签注' })
    expect((cpuMs() - started) / 50).toBeLessThan(5)
  })
})

describe('vectors', () => {
  it('are asked for once per text, and not where they are stored', async () => {
    const asked: string[] = []
    const vectors = await fillVectors({
      texts: ['a', 'b', 'a', 'c'],
      stored: new Map([
        [vectorKey('b'), Float32Array.of(7)],
        [vectorKey('c'), Float32Array.of(1, 2)],
      ]),
      embedder: {
        space: { id: 'x', kind: 'onnx', model: 'x', dimensions: 1 },
        embed: async (texts) => {
          asked.push(...texts)
          return texts.map(() => Float32Array.of(1))
        },
        close: async () => {},
      },
    })
    // The vector of c is of another length, so it is of another model.
    expect(asked).toEqual(['a', 'c'])
    expect(vectors.map((v) => v[0])).toEqual([1, 7, 1, 1])
  })
})

describe('articles', () => {
  const body =
    '先看**这里**。\n\n## 材料\n- 身份证\n- [表格](https://a.cn)\n\n| 项目 | 费用 |\n|---|---|\n| 首次 | 免费 |\n'
  it('are split at their headings, in plain words', () => {
    expect(splitSections(body)).toEqual([
      { heading: '', text: '先看这里。' },
      { heading: '材料', text: '· 身份证\n· 表格（https://a.cn）\n项目：费用\n首次：免费' },
    ])
  })
  it('give passages of whole sentences with their heading', () => {
    const long = `## 说明\n${'这是一个不短的句子，用来凑够长度。'.repeat(40)}`
    const passages = splitPassages(long)
    expect(passages.length).toBeGreaterThan(1)
    for (const { heading, text } of passages) {
      expect(heading).toBe('说明')
      expect(text.length).toBeLessThanOrEqual(300)
      expect(text.endsWith('。')).toBe(true)
    }
    expect(passages.map((p) => p.seq)).toEqual(passages.map((_, i) => i))
  })
})
