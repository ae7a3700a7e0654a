import { describe, expect, it } from 'vitest'
import { samplePack } from '../testing/sample-city.ts'
import { createAsk } from './ask.ts'
import { createPremises } from './premise.ts'

const pack = samplePack()
const at = new Date('2026-03-01T08:00:00Z')

describe('a premise', () => {
  const { doubt } = createPremises(pack.articles)
  const article = pack.articles.find(({ id }) => id === 'passport') ?? pack.articles[0]
  if (!article) throw new Error('sample articles expected')
  it('is doubted where no article knows what is named', () => {
    expect(doubt('《养猫管理条例》第几条', article)).toContain('养猫管理条例')
    expect(doubt('养猫证在哪里办', article)).toContain('猫证')
    expect(doubt('幸福生活券在哪领', article)).toContain('活券')
  })
  it('is believed where it is known, or where nothing is named', () => {
    expect(doubt('居住证多久能拿到', article)).toBeNull()
    expect(doubt('办护照多少钱', article)).toBeNull()
  })
})

describe('a follow-up', () => {
  const { articles, service_points: servicePoints } = pack
  const ask = createAsk({ articles, servicePoints, pack, embedder: null })
  it('is read with the question before it', async () => {
    const earlier = ['我想问一下护照怎么办理']
    for (const text of ['多少钱', '那要多少钱呢']) {
      expect((await ask({ text, at })).outcome).not.toBe('answered')
      const found = await ask({ text, at, earlier })
      expect(found).toMatchObject({ outcome: 'answered', citations: [{ article: 'passport' }] })
      expect(found.answer).toContain('120元')
    }
  })
  it('leaves a question alone that has a matter of its own', async () => {
    const found = await ask({ text: '那居住证怎么办', at, earlier: ['护照多少钱'] })
    expect(found.citations[0]?.article).toBe('residence-permit')
  })
})
