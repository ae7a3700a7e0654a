import { expect, test } from 'vitest'
import { articleText, citeArticles, confidenceBand, confidenceText } from './labels.ts'

test('articles are cited as people read them', () => {
  expect(articleText('R11-2')).toBe('条例第 11 条第（2）项')
  expect(citeArticles('供暖不热（R13、R19）')).toBe('供暖不热（条例第 13 条、条例第 19 条）')
  expect(citeArticles('R13 路口（R12）')).toBe('R13 路口（条例第 12 条）')
})

test('three bands of confidence', () => {
  expect(
    [0.99, 0.95, 0.94, 0.74, 0.73].map(
      (p) => confidenceBand(p, { high: 0.95, middle: 0.74 }).level,
    ),
  ).toEqual(['high', 'high', 'middle', 'middle', 'low'])
})

test('a number never claims the band above its own', () => {
  expect([0.946, 0.95, 0.996, 0.29, 1].map(confidenceText)).toEqual([
    '94%',
    '95%',
    '99%',
    '29%',
    '100%',
  ])
})
