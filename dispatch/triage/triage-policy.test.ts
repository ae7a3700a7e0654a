import { describe, expect, it } from 'vitest'
import { rule, smallPack } from '../testing/small-pack.ts'
import { prepareText } from './lexicon.ts'
import { isToldApart } from './rule-evidence.ts'
import { compileLexicons, decideTriage } from './triage.ts'
import { openArticles, policyVersion, triageOrder } from './triage-policy.ts'

const special = (lexicon: string, word: string, not: string) =>
  rule({
    id: lexicon,
    any: [word],
    not: [not],
    why: lexicon,
    near_misses: [`请问${word}的电话`, `${word}那边的路`],
  })
const lexicons = compileLexicons({
  ...smallPack(),
  lexicons: {
    emergency: [special('emergency', '着火', '去年')],
    unlawful: [special('unlawful', '假证', '举报')],
    'statutory-channel': [special('statutory-channel', '法院', '旁边')],
    'outside-duties': [special('outside-duties', '欠我钱', '工资')],
  },
})
const decide = (text: string) => decideTriage(lexicons, prepareText(text), text)

describe('the triage policy (R11, R12)', () => {
  it('has a version, and whoever changes order or articles gives it a new one', () => {
    expect({ policyVersion, order: triageOrder.map((o) => [o.article, o.outcome]) }).toEqual({
      policyVersion: 'r11-2026.1',
      order: [
        ['R11-1', 'emergency'],
        ['R11-4', 'secret_privacy'],
        ['R11-6', 'unlawful'],
        ['R11-2', 'statutory_channel'],
        ['R11-3', 'repeat'],
        ['R11-5', 'outside_duties'],
      ],
    })
    expect(openArticles).toEqual({ inquiry: 'R11', dispatch: 'R12' })
  })

  it('says of each outcome on which words it rests and what it was told apart from', () => {
    const found = decide('法院那边着火了，他还欠我钱')
    expect([found.outcome, found.article]).toEqual(['emergency', 'R11-1'])
    const [ground, ...apart] = found.evidence
    expect(ground).toMatchObject({ ref: 'emergency/emergency', text: '着火', span: [4, 6] })
    expect(apart.every(isToldApart)).toBe(true)
    expect(apart.map(({ ref, text }) => [ref, text])).toEqual([
      ['statutory-channel/statutory-channel?', '法院'],
      ['outside-duties/outside-duties?', '欠我钱'],
      ['emergency/emergency?', ''],
    ])
    expect(apart[0]?.why).toContain('先后次序')
    // Of what only sounds like it, the nearest to the citizen's own words.
    expect(apart[2]?.why).toContain('区别于“着火那边的路”')
  })

  it('keeps the exception that held, whatever the outcome is', () => {
    const found = decide('去年着火的事，法院判了')
    expect(found.outcome).toBe('statutory_channel')
    expect(found.evidence.map(({ ref }) => ref)).toEqual([
      'statutory-channel/statutory-channel',
      'emergency/emergency?',
      'statutory-channel/statutory-channel?',
    ])
    expect(decide('举报有人卖假证').evidence.map(({ ref }) => ref)).toEqual(['unlawful/unlawful?'])
  })
})
