import { describe, expect, it } from 'vitest'
import type { Article, ServiceClass } from '../../db/packs/pack.ts'
import { sampleArticles } from '../testing/sample-articles.ts'
import { samplePack } from '../testing/sample-city.ts'
import { createAsk } from './ask.ts'
import type { Candidate } from './judge.ts'
import { createNearMisses, leaveOutNearMisses } from './near-miss.ts'

function row(code: string, name: string, seeAlso: string[] = []): ServiceClass {
  const texts = { definition: '', includes: [], excludes: [], required_elements: [], keywords: [] }
  const level = code.length / 2
  return { code, parent: code.slice(0, -2), level, name, see_also: seeAlso, ...texts }
}

const taxonomy = [
  row('01', '社会保障'),
  row('0101', '居住证'),
  row('010101', '居住证办理', ['0201']),
  row('0102', '社保卡'),
  row('02', '户籍'),
  row('0201', '落户'),
  row('0301', '公园', ['02']),
]

function about(...codes: string[]): Article {
  const [article] = sampleArticles
  if (!article) throw new Error('no sample article')
  return { ...article, service_codes: codes }
}

describe('the class of a question against the classes of an article (R11)', () => {
  const nearMisses = createNearMisses(taxonomy)
  const settling = nearMisses(
    new Map([
      ['02', 0.97],
      ['0201', 0.95],
      ['0101', 0.01],
    ]),
  )

  it('tells a neighbour apart, whichever of the two points to the other', () => {
    expect(settling(about('0101'))).toEqual({ code: '0201', name: '落户' })
    const permit = nearMisses(new Map([['0101', 0.95]]))
    expect(permit(about('0201'))).toEqual({ code: '0101', name: '居住证' })
  })

  it('knows a neighbour that is stated at the first level', () => {
    expect(settling(about('0301'))).toEqual({ code: '0201', name: '落户' })
  })

  it('says nothing of its own class, of strangers and of articles without a class', () => {
    expect(settling(about('0201'))).toBeNull()
    expect(settling(about('0101', '0201'))).toBeNull()
    expect(settling(about('0102'))).toBeNull()
    expect(settling(about())).toBeNull()
  })

  it('says nothing where neither is clearly likelier', () => {
    const even = nearMisses(
      new Map([
        ['0201', 0.5],
        ['0101', 0.4],
      ]),
    )
    expect(even(about('0101'))).toBeNull()
    const close = nearMisses(
      new Map([
        ['0201', 0.85],
        ['0101', 0.1],
      ]),
    )
    expect(close(about('0101'))).toBeNull()
  })

  it('leaves out what is unsure only, and asks for no class where nothing is', async () => {
    const candidate = (confidence: number): Candidate => ({
      article: about('0101'),
      confidence,
      sure: true,
      headings: [],
      signals: {} as Candidate['signals'],
    })
    const [unsure] = await leaveOutNearMisses([candidate(0.3)], async () => settling)
    expect(unsure).toMatchObject({ sure: false, leftOut: { name: '落户' } })
    const never = async () => {
      throw new Error('asked')
    }
    expect(await leaveOutNearMisses([candidate(0.9)], never)).toEqual([candidate(0.9)])
  })
})

describe('a question that belongs to a neighbouring class', () => {
  const text = '刚来没满半年派出所给登记居住证那种吗'
  const articles = sampleArticles.map((one) =>
    one.id === 'residence-permit' ? { ...one, service_codes: ['0101'] } : one,
  )
  const pack = { ...samplePack(), taxonomy, articles }
  const askWith = (classes: Map<string, number>) =>
    createAsk({
      articles,
      servicePoints: [],
      pack,
      embedder: null,
      classesOf: async () => classes,
    })({ text, at: new Date('2026-03-01T08:00:00Z') })

  it('is not answered from the article, which is offered with the reason', async () => {
    const answered = await askWith(new Map([['0101', 0.95]]))
    expect(answered).toMatchObject({ outcome: 'answered' })
    expect(answered.confidence).toBeLessThan(0.76)
    const refused = await askWith(new Map([['0201', 0.95]]))
    expect(refused.outcome).toBe('refused')
    expect(refused.reason).toContain('近似类：问的像是“落户”')
    expect(refused.answer).toContain('您是不是想问“居住证办理”')
    expect(refused.citations.map(({ article }) => article)).toEqual(['residence-permit'])
  })
})
