import { expect, it } from 'vitest'
import { type Comparable, findContradictions, findSimilar } from './similar-articles.ts'

const article = (id: string, more: Partial<Comparable>): Comparable => ({
  id,
  title: id,
  questions: [],
  body: '',
  jurisdiction: '',
  ...more,
})
const draft = article('new', {
  title: '补领身份证要多少钱',
  questions: ['身份证丢了补办多少钱'],
  body: '补领要交工本费。\n\n## 费用\n\n工本费20元。',
})

it('names the article that answers the same question already', () => {
  const other = article('id-card', { title: '居民身份证', questions: ['身份证丢了补办要多少钱'] })
  const [hint] = findSimilar(draft, [article('bus', { title: '公交卡怎么办' }), other])
  expect(hint).toMatchObject({ key: 'id-card', kind: 'question' })
  expect(findSimilar(draft, [article('bus', { title: '公交卡怎么办' })])).toEqual([])
  expect(findSimilar(draft, [draft])).toEqual([])
})

it('names differing numbers for the same aspect of the same matter and place', () => {
  const other = (fee: string, jurisdiction = '') =>
    article('id-card', {
      title: '居民身份证',
      questions: ['身份证丢了补办要多少钱'],
      body: `可以补领。\n\n## 费用\n\n补领工本费${fee}。`,
      jurisdiction,
    })
  expect(findContradictions(draft, [other('40元')])).toEqual([
    { key: 'id-card', title: '居民身份证', aspect: '费用', mine: ['20元'], theirs: ['40元'] },
  ])
  expect(findContradictions(draft, [other('20元')])).toEqual([])
  expect(findContradictions({ ...draft, jurisdiction: '甲市' }, [other('40元', '乙市')])).toEqual(
    [],
  )
})
