import { expect, test } from 'vitest'
import { createBuckets, createCounter, createTokenBucket } from './token-bucket.ts'

test('a bucket allows a burst, then the rate, and says how long to wait', () => {
  let now = 0
  const bucket = createTokenBucket({ capacity: 3, perMs: 1 / 1000, now: () => now })
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0])
  expect(bucket.take()).toBe(1000)
  now += 400
  expect(bucket.take()).toBe(600)
  now += 600
  expect(bucket.take()).toBe(0)
  expect(bucket.isFull()).toBe(false)
  now += 10_000
  expect(bucket.isFull()).toBe(true)
})

test('keys do not share a bucket', () => {
  const buckets = createBuckets({ capacity: 1, perMs: 0.001, now: () => 0 })
  expect(buckets.take('a')).toBe(0)
  expect(buckets.take('a')).toBeGreaterThan(0)
  expect(buckets.take('b')).toBe(0)
})

test('a counter gives places back', () => {
  const counter = createCounter(2)
  expect([counter.add('a'), counter.add('a'), counter.add('a')]).toEqual([true, true, false])
  counter.remove('a')
  expect(counter.add('a')).toBe(true)
})
