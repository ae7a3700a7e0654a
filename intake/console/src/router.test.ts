import { expect, test } from 'vitest'
import { linkTo, readRoute } from './router.ts'

test('an address names a page and what is open on it', () => {
  expect(readRoute('')).toEqual({ page: '', id: null })
  expect(readRoute('#/dispatch')).toEqual({ page: 'dispatch', id: null })
  expect(readRoute('#/dispatch/a-1')).toEqual({ page: 'dispatch', id: 'a-1' })
  expect(readRoute(linkTo('orders', '甲/1'))).toEqual({ page: 'orders', id: '甲/1' })
  expect(readRoute('#/orders/%E0%A4%A')).toEqual({ page: 'orders', id: '%E0%A4%A' })
})
