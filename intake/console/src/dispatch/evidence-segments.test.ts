import { expect, test } from 'vitest'
import type { Evidence, EvidenceFor, Look } from './evidence-segments.ts'
import { cutSegments, isLookedAt } from './evidence-segments.ts'

const mark = (about: EvidenceFor, start: number, end: number, why = ''): Evidence => ({
  for: about,
  source: 'lexicon',
  ref: '',
  text: '',
  span: [start, end],
  why,
})
const text = '望京街道电梯坏了'

test('the pieces are the whole text again, however the spans overlap', () => {
  const evidence = [
    mark('place', 0, 4),
    mark('class', 4, 8),
    mark('deadline', 2, 6),
    mark('unit', 0, 8),
  ]
  const segments = cutSegments(text, evidence)
  expect(segments.map((segment) => segment.text).join('')).toBe(text)
  expect(segments.find((segment) => segment.text === '街道')?.marks).toEqual([
    'place',
    'deadline',
    'unit',
  ])
})

test('a label stands once, where its span ends', () => {
  const segments = cutSegments(text, [mark('place', 0, 4), mark('unit', 2, 4)])
  expect(segments.map((segment) => segment.labels)).toEqual([[], ['place', 'unit'], []])
})

test('spans outside the text are passed over', () => {
  const evidence = [mark('place', -1, 3), mark('class', 5, 5), mark('unit', 3, 99)]
  expect(cutSegments(text, evidence)).toMatchObject([{ text, marks: [] }])
  expect(cutSegments('', evidence)).toEqual([])
})

test('looking at a field marks all that speaks for it, looking at a reason only its own words', () => {
  const segments = cutSegments(text, [mark('class', 4, 6), mark('class', 6, 8)])
  const seen = (look: Look | null) =>
    segments.filter((segment) => isLookedAt(segment, look)).map((segment) => segment.text)
  expect(seen(null)).toEqual([])
  expect(seen({ about: 'class', spans: [] })).toEqual(['电梯', '坏了'])
  expect(seen({ about: 'class', spans: [[6, 8]] })).toEqual(['坏了'])
  expect(seen({ about: 'unit', spans: [] })).toEqual([])
})
