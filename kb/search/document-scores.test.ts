import { describe, expect, it } from 'vitest'
import type { Article } from '../../db/packs/pack.ts'
import type { Embedder } from '../embed/embedder.ts'
import { normaliseVector } from '../embed/vector.ts'
import { bigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'
import { sampleArticles } from '../testing/sample-articles.ts'
import { createArticleIndex } from './article-index.ts'
import { createBm25 } from './bm25.ts'
import { arePlain, matterTokens } from './document-scores.ts'
import { withoutAsking } from './question-words.ts'

const [sample] = sampleArticles as [Article]
const document = (id: string, body: string): Article => ({
  ...sample,
  id,
  title: '',
  questions: [],
  topics: [],
  audience: '',
  owner: '',
  body,
})

/** Directions by a word that a text has: 狗 and 犬 mean the same. All texts have something in common, as a model's have. */
const meanings: Embedder = {
  space: { id: 'test', kind: 'onnx', model: 'test', dimensions: 3 },
  embed: async (texts) =>
    texts.map((text) =>
      normaliseVector(Float32Array.of(/[狗犬]/.test(text) ? 1 : 0, /垃圾/.test(text) ? 1 : 0, 1)),
    ),
  close: async () => {},
}

describe('question words', () => {
  it('are not looked for', () => {
    expect(withoutAsking('居住证怎么办')).toBe('居住证 ')
    expect(withoutAsking(normaliseText('請問如何申請？'))).toBe('  申请?')
    expect(matterTokens('有哪些支持政策')).toEqual(['支持', '持政', '政策'])
  })
  it('are looked for where the question says nothing else', () => {
    expect(matterTokens('怎么办')).toEqual(['怎么', '么办'])
    expect(matterTokens('哪些狗')).toEqual(['哪些', '些狗'])
  })
})

describe('the ideal score', () => {
  it('is never exceeded, and comes near with repetition', () => {
    const index = createBm25(['居住证', '居住证居住证居住证居住证', '公积金'].map(bigrams))
    const tokens = bigrams('居住证')
    const ideal = index.ideal(tokens)
    const [once = 0, often = 0] = index.score(tokens)
    expect(once).toBeLessThan(often)
    expect(often).toBeLessThan(ideal)
    expect(index.ideal([...tokens, ...tokens])).toBe(ideal)
    expect(index.ideal([])).toBe(0)
  })
})

describe('plain documents', () => {
  const dogs = document('dogs', '养犬人应当到公安机关登记，领取养犬登记证。')
  const words = document('words', '如何如何，怎么怎么。关于小区门口卫生的说明。')
  const waste = document('waste', '垃圾投放到指定的容器。')
  it('are those without question forms', () => {
    expect(arePlain([dogs, waste])).toBe(true)
    expect(arePlain([dogs, sample])).toBe(false)
  })
  it('are found by their meaning where hardly a word is shared', async () => {
    const index = createArticleIndex({ articles: [words, waste, dogs], embedder: meanings })
    await index.ready
    const hits = await index.search({ text: '小狗要怎么上户口' })
    expect(hits[0]?.article.id).toBe('dogs')
  })
  it('are found by their words where the question takes them over', async () => {
    const index = createArticleIndex({ articles: [waste, words, dogs], embedder: meanings })
    await index.ready
    const hits = await index.search({ text: '关于小区门口卫生的说明（犬）' })
    expect(hits[0]?.article.id).toBe('words')
  })
  it('are found by the meaning of their title', async () => {
    const titled = { ...document('titled', '到公安机关登记。'), title: '养犬' }
    const index = createArticleIndex({ articles: [words, titled, waste], embedder: meanings })
    await index.ready
    expect((await index.search({ text: '小狗' }))[0]?.article.id).toBe('titled')
  })
  it('are found by words alone', async () => {
    const index = createArticleIndex({ articles: [words, waste, dogs], embedder: null })
    expect((await index.search({ text: '养犬登记证怎么领' }))[0]?.article.id).toBe('dogs')
    expect(await index.search({ text: '护照' })).toEqual([])
  })
})

describe('a list for a reader', () => {
  const index = createArticleIndex({ articles: sampleArticles, embedder: null })
  const ask = (text: string, forReader: boolean) => index.search({ text, forReader })
  it('holds the articles whose forms or words fit, best first', async () => {
    const hits = await ask('居住证怎么办', true)
    expect(hits[0]?.article.id).toBe('residence-permit')
    const scores = hits.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })
  it('leaves out what shares only question words', async () => {
    const found = (await ask('怎么办哪些多少护照', true)).map(({ article }) => article.id)
    expect(found[0]).toBe('passport')
    expect(found.length).toBeLessThan((await ask('怎么办哪些多少护照', false)).length)
  })
})
