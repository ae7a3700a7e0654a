import { describe, expect, it } from 'vitest'
import { judgeRelated } from './judge-related.ts'
import { newFacts } from './new-facts.ts'
import type { RelatedSide } from './related-side.ts'
import { requestTerms } from './request-terms.ts'
import { differInNumber } from './spot.ts'
import { pickTerms, sampleTerms } from './term-weights.ts'

const street = { district: '城东区', subdistrict: '城东区河沿街道', community: null }
const elsewhere = { district: '城西区', subdistrict: '城西区桥头街道', community: null }

function side(given: Partial<RelatedSide> & { text: string; minutes?: number }): RelatedSide {
  const { minutes = 0, ...rest } = given
  return {
    address: '城东区河沿街道柳荫小区5号楼',
    at: new Date(Date.UTC(2026, 2, 10, 0, minutes)),
    requester: null,
    place: street,
    classes: new Map([['010203', 0.9]]),
    vector: Float32Array.of(1, 0),
    ...rest,
  }
}

const day = 24 * 60

describe('judgeRelated', () => {
  const lift = side({ text: '5号楼电梯坏了三天，物业不修', requester: 'a' })

  it('knows the same person with the same matter', () => {
    const again = side({ text: '电梯还没修呢', requester: 'a', minutes: 2 * day, address: '' })
    const found = judgeRelated(lift, again)
    expect(found.kind).toBe('same_requester')
    expect(found.reasons).toContain('同一诉求人')
    expect(found.newFacts).toEqual([])
  })

  it('knows one event that several report, by place and time', () => {
    const neighbour = side({ text: '我们5号楼电梯又停了', requester: 'b', minutes: 12 })
    const found = judgeRelated(lift, neighbour)
    expect(found).toMatchObject({ kind: 'same_event' })
    expect(found.reasons.join()).toMatch(/同一地点：柳荫小区5号楼.*相隔12分钟/)
    expect(judgeRelated(neighbour, lift).kind).toBe('same_event')
  })

  it('keeps the same problem elsewhere, later, or in another building apart', () => {
    const there = side({ text: '电梯坏了没人修', requester: 'b', place: elsewhere, address: '' })
    const later = side({ text: '电梯坏了没人修', requester: 'b', minutes: 40 * day })
    const next = side({
      text: '8号楼电梯坏了',
      requester: 'b',
      address: '城东区河沿街道柳荫小区8号楼',
    })
    for (const other of [there, later, next])
      expect(judgeRelated(lift, other).kind).toBe('same_topic')
  })

  it('sees nothing in two matters of one place', () => {
    const parking = side({
      text: '小区车位不够',
      minutes: 30,
      classes: new Map([['020101', 0.9]]),
      vector: Float32Array.of(0.5, Math.sqrt(0.75)),
    })
    expect(judgeRelated(lift, parking).kind).toBeNull()
  })

  it('sees nothing in two matters of one street that only sound a little alike', () => {
    const pipe = side({
      text: '花家地小区整栋楼停水了',
      requester: 'b',
      address: '',
      minutes: 1,
      classes: new Map([['020101', 0.9]]),
      vector: Float32Array.of(0.66, Math.sqrt(1 - 0.66 ** 2)),
    })
    expect(judgeRelated(lift, pipe).kind).toBeNull()
    expect(judgeRelated(lift, { ...pipe, vector: Float32Array.of(1, 0) }).kind).toBe('same_event')
  })

  it('judges by class and place where there is no sentence model', () => {
    const blind = (one: RelatedSide): RelatedSide => ({ ...one, vector: null })
    const neighbour = side({ text: '电梯停了', requester: 'b', minutes: 12 })
    const found = judgeRelated(blind(lift), blind(neighbour))
    expect(found.kind).toBe('same_event')
    expect(found.reasons.join()).not.toContain('意思')
  })
})

describe('new facts (R11-3)', () => {
  it('are places, amounts, people, harm; not how long it lasts or how often one asked', () => {
    const first = '5号楼电梯坏了三天，物业不修'
    expect(newFacts(first, '5号楼电梯还没修，我都反映第三次了，快半个月了')).toEqual([])
    expect(newFacts(first, '电梯今天把人摔骨折了，7号楼也坏了，要我们交300元')).toEqual([
      '7号楼',
      '300元',
      '骨折',
    ])
  })

  it('two numbers of one kind are two things', () => {
    expect(differInNumber('300路不进站', '52路也不进站')).toBe(true)
    expect(differInNumber('5号楼电梯', '5号楼2单元电梯')).toBe(false)
  })
})

describe('terms', () => {
  it('are the rarest first, and no more than the search can read', () => {
    const rows = Array.from({ length: 100 }, (_, i) => requestTerms(`小区电梯坏了 ${i}`))
    const sample = sampleTerms(rows, 100_000)
    const picked = pickTerms(sample, requestTerms('小区电梯坏了，柳荫里418路'))
    const [rare] = requestTerms('418')
    expect(picked.slice(0, 8).map(({ term }) => term)).toContain(rare)
    const [common] = requestTerms('电梯')
    expect(picked.map(({ term }) => term)).not.toContain(common)
  })

  it('all count in a young index', () => {
    const sample = sampleTerms([requestTerms('电梯坏了')], 1)
    expect(pickTerms(sample, requestTerms('电梯坏了'))).toHaveLength(3)
  })
})
