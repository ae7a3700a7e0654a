import { expect, it } from 'vitest'
import { createTaxonomy } from '../taxonomy/taxonomy.ts'
import { rule, smallPack } from '../testing/small-pack.ts'
import { classFlags, collectFlags } from './flags.ts'
import { compileLexicon, matchLexicon, prepareText } from './lexicon.ts'

const rules = compileLexicon([
  rule({ id: 'beaten', any: ['打孩子'], outcome: { flag: 'minors', classes: ['01', '0201'] } }),
  rule({ id: 'locked', any: ['锁孩子'], outcome: { flag: 'minors' } }),
  rule({ id: 'press', any: ['记者'], outcome: { flag: 'media' } }),
])
const taxonomy = createTaxonomy(smallPack())

it('raises each flag once, with the words it rests on (R29)', () => {
  const original = '他打孩子，还锁孩子'
  const result = matchLexicon(rules, prepareText(original))
  const { flags, evidence } = collectFlags(result, { lexicon: 'flags', original })
  expect(flags).toEqual(['minors'])
  expect(evidence).toMatchObject([{ for: 'flag', text: '打孩子', span: [1, 4] }])
})

it('raises a flag by what a text is about, where the classes of a rule are likely together', () => {
  const meant = (shares: [string, number][]) => classFlags(rules, new Map(shares), taxonomy)
  expect(
    meant([
      ['01', 0.4],
      ['0201', 0.3],
    ]),
  ).toMatchObject([{ flag: 'minors', evidence: { source: 'classifier', ref: '01', span: null } }])
  expect(meant([['01', 0.5]])).toEqual([])
  expect(meant([['03', 1]])).toEqual([])
})
