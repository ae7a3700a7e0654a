import { describe, expect, it } from 'vitest'
import { smallCity } from '../testing/small-city.ts'
import { createProposer } from './create-proposer.ts'
import { type Proposal, type ProposeInput, proposal } from './proposal.ts'

const propose = await createProposer({ pack: smallCity(), embedder: null })
const at = new Date('2026-03-10T02:00:00Z')
const ask = (text: string, more: Partial<ProposeInput> = {}) =>
  propose({ channel: 'chat', text, at, ...more })
const names = (found: Proposal, role: string) =>
  found.units.filter((unit) => unit.role === role).map(({ name }) => name)

describe('createProposer', () => {
  it('sends a street matter to the street, with a copy to its district (R12)', async () => {
    const found = await ask('城东区望湖街道南湖东园电梯坏了三天，物业不管')
    expect(found).toMatchObject({
      triage: 'dispatch',
      article: 'R12',
      kind: 'complaint',
      mode: 'direct_and_district',
      deadline: '7d',
      catalogue_line: '1',
      respondent: 'property_manager',
      abstain: false,
    })
    expect(names(found, 'lead')[0]).toBe('城东区望湖街道')
    expect(names(found, 'copy')).toEqual(['城东区'])
    expect(found.service_codes[0]?.path).toEqual(['住房', '住宅电梯'])
    expect(proposal.parse(found)).toEqual(found)
  })

  it('sends a consumer matter to the bureau, and to the district that has none', async () => {
    const east = await ask('城东区望湖街道健身房办卡后关门')
    expect([names(east, 'lead')[0], east.mode]).toEqual(['城东区市场监督管理局', 'direct'])
    expect(names(east, 'supporting')).toEqual(['城东区望湖街道'])
    const west = await ask('西山区龙栖观街道健身房办卡后关门')
    expect([names(west, 'lead')[0], west.mode]).toEqual(['西山区', 'district'])
  })

  it('asks for the place and shows the deadline that will apply', async () => {
    const found = await ask('我们小区电梯坏了')
    expect(found).toMatchObject({ mode: 'ask_place', units: [], deadline: '7d', abstain: true })
    expect(found.missing).toContain('address')
    const two = await ask('八里桥街道的小区电梯坏了')
    expect(two.mode).toBe('ask_place')
    expect(names(two, 'lead').toSorted()).toEqual(['城东区八里桥街道', '西山区八里桥街道'])
    expect(two.place.question).not.toBeNull()
  })

  it('sends to the district where only the district is sure', async () => {
    const found = await ask('城东区很多小区电梯坏了')
    expect([names(found, 'lead')[0], found.mode]).toEqual(['城东区', 'district'])
  })

  it('needs no place for a network outage', async () => {
    const found = await ask('家里停水了')
    expect([names(found, 'lead')[0], found.mode, found.deadline]).toEqual([
      '临江自来水公司',
      'direct',
      '24h',
    ])
  })

  it('consults where the catalogue says so', async () => {
    const found = await ask('城东区望湖街道部委大院里电梯坏了')
    expect(found).toMatchObject({ mode: 'consultation', catalogue_line: '2', abstain: true })
  })

  it('shows the card for an emergency and dispatches nothing (R11-1)', async () => {
    const found = await ask('城东区望湖街道，楼上着火了！')
    expect(found).toMatchObject({
      triage: 'emergency',
      article: 'R11-1',
      emergency_number: '119',
      mode: 'none',
      deadline: null,
      units: [],
      flags: ['emergency'],
    })
    expect(found.evidence[0]).toMatchObject({ text: '着火了', ref: 'emergency/fire' })
  })

  it('keeps the near miss that it was told apart from', async () => {
    const found = await ask('去年楼上着火了，现在电梯坏了，城东区望湖街道')
    expect(found.triage).toBe('dispatch')
    expect(found.evidence.some(({ ref }) => ref === 'emergency/fire?')).toBe(true)
  })

  it('names the statutory channel (R11-2)', async () => {
    const found = await ask('这件事法院已经判了')
    expect(found).toMatchObject({ triage: 'statutory_channel', article: 'R11-2', mode: 'none' })
    expect(found.evidence[0]?.ref).toBe('statutory-channel/sued/court')
  })

  it('answers a general question and sends the own case to the unit that can look', async () => {
    const rule = await ask('请问居住证怎么办理')
    expect(rule).toMatchObject({ triage: 'inquiry', article: 'R11', mode: 'none', deadline: null })
    const own = await ask('请问我家停水什么时候来水')
    expect(own).toMatchObject({ triage: 'inquiry', mode: 'direct', deadline: '24h' })
  })

  it('gives danger two hours', async () => {
    const found = await ask('城东区望湖街道小区里井盖没了，路灯也坏了')
    expect(found.deadline).toBe('2h')
    expect(found.deadline_reason).toContain('井盖没了')
  })

  it('splits several demands, each with its own proposal and its own words', async () => {
    const text = '城东区望湖街道：第一，电梯坏了没人修；第二，超市卖过期面包'
    const found = await ask(text)
    expect(found.parts.map(({ mode }) => mode)).toEqual(['direct_and_district', 'direct'])
    expect(found.parts[1]?.text).toBe('第二，超市卖过期面包')
    expect(found.parts[1]?.place.subdistrict).toBe('城东区望湖街道')
    for (const part of found.parts)
      for (const { span, text: words, source } of part.evidence)
        if (span && source !== 'classifier') expect(text.slice(...span)).toBe(words)
  })

  it("takes only the citizen's lines of a transcript as evidence", async () => {
    const text = '坐席：是着火了吗？\n市民：不是，是城东区望湖街道的电梯坏了。\n坐席：西山区吗？'
    const found = await propose({ channel: 'call', text, at })
    expect([found.triage, found.place.district]).toEqual(['dispatch', '城东区'])
  })

  it('uses what is known already', async () => {
    const found = await ask('电梯坏了', {
      known: { address: '西山区龙栖观街道', kind: 'assistance', confidential: true },
    })
    expect(found).toMatchObject({ kind: 'assistance', confidential: true })
    expect(names(found, 'lead')[0]).toBe('西山区龙栖观街道')
  })

  it('raises flags and hears the wish for confidentiality', async () => {
    const found = await ask('城东区望湖街道电梯坏了，不修我就找记者，别透露我的姓名')
    expect(found.flags).toEqual(['media'])
    expect(found.confidential).toBe(true)
  })

  it('is pure: the same words, the same proposal', async () => {
    const [a, b] = [await ask('城东区望湖街道电梯坏了'), await ask('城东区望湖街道电梯坏了')]
    expect({ ...a, ms: 0 }).toEqual({ ...b, ms: 0 })
  })
})
