import { describe, expect, it } from 'vitest'
import { rule } from '../testing/small-pack.ts'
import { citizenWords } from './citizen-words.ts'
import { compileLexicon, matchLexicon, normalisePattern, prepareText } from './lexicon.ts'

describe('matchLexicon', () => {
  const lexicon = compileLexicon([
    rule({ id: 'fire', any: ['着火', '起火'], all: [['楼', '屋']], not: ['去年'] }),
    rule({ id: 'both', any: ['法院'], all: [['判']], scope: 'message' }),
  ])
  const ids = (text: string) => matchLexicon(lexicon, prepareText(text)).hits.map((h) => h.rule.id)

  it('needs any, all and none within one sentence', () => {
    expect(ids('楼上着火')).toEqual(['fire'])
    expect(ids('着火。楼上')).toEqual([])
    expect(ids('去年楼上着火')).toEqual([])
    expect(ids('去年。楼上着火')).toEqual(['fire'])
    expect(ids('法院说。已经判了')).toEqual(['both'])
  })
  it('folds width and script, and points at the original words', () => {
    const text = '您好！樓上着火'
    const [hit] = matchLexicon(lexicon, prepareText(text)).hits
    expect(hit && text.slice(...hit.span)).toBe('着火')
  })
  it('keeps what an exception stopped', () => {
    const { nearMisses } = matchLexicon(lexicon, prepareText('去年屋里起火'))
    expect(nearMisses.map((near) => near.rule.id)).toEqual(['fire'])
  })
})

describe('normalisePattern', () => {
  it('folds literals and leaves the syntax alone', () => {
    expect(normalisePattern('ＡＢＣ|\\S+\\d')).toBe('abc|\\S+\\d')
    expect(normalisePattern('真的？')).toBe('真的\\?')
    expect(normalisePattern('(怎么)?，')).toBe('(怎么)?,')
  })
  it('names the rule of a broken pattern', () => {
    expect(() => compileLexicon([rule({ id: 'bad', any: ['('] })])).toThrow('bad')
  })
})

describe('citizenWords', () => {
  const call = '坐席：是着火了吗？\n市民：不是，是停水。\n三天了。\n坐席：好的。'
  it('blanks the operator and keeps every offset', () => {
    const own = citizenWords(call, 'call')
    expect(own).toHaveLength(call.length)
    expect(own).not.toContain('着火')
    expect(own.slice(call.indexOf('不是'), call.indexOf('\n坐席：好'))).toBe(
      '不是，是停水。\n三天了。',
    )
  })
  it('leaves other channels and unlabelled calls alone', () => {
    expect(citizenWords(call, 'chat')).toBe(call)
    expect(citizenWords('我家停水', 'call')).toBe('我家停水')
  })
})
