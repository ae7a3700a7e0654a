import { expect, test } from 'vitest'
import { isOwnOrigin } from './origin.ts'

test.each([
  ['http://127.0.0.1:3000', '127.0.0.1:3000', undefined, true],
  ['http://127.0.0.1:3001', '127.0.0.1:3000', undefined, false],
  ['https://hotline.example', 'internal:3000', 'https://hotline.example/', true],
  ['https://evil.example', 'internal:3000', 'https://hotline.example/', false],
  ['http://hotline.example', 'internal:3000', 'https://hotline.example/', false],
  ['null', '127.0.0.1:3000', undefined, false],
  [undefined, '127.0.0.1:3000', undefined, true],
  ['http://127.0.0.1:3000', undefined, undefined, false],
  ['https://hotline.example', 'Hotline.example:443', undefined, true],
  ['https://hotline.example', 'ho st', undefined, false],
])('origin %s for host %s (public %s): %s', (origin, host, publicUrl, expected) => {
  expect(isOwnOrigin(origin, { host, publicUrl })).toBe(expected)
})
