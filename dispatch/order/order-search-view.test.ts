import { expect, test } from 'vitest'
import { searchPatterns } from './order-search-view.ts'

test('every word is looked for by itself, and signs of patterns mean themselves', () => {
  expect(searchPatterns('  路灯  望京街道 ')).toEqual(['%路灯%', '%望京街道%'])
  expect(searchPatterns('100%_\\')).toEqual(['%100\\%\\_\\\\%'])
  expect(searchPatterns('   ')).toEqual([])
  expect(searchPatterns('一 二 三 四 五 六 七')).toHaveLength(6)
})
