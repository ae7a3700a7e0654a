import { expect, it } from 'vitest'
import type { Ask } from '../answer/ask-result.ts'
import { compareHits, parseQuestions, runHitTest } from './hit-test.ts'

const ask: Ask = async ({ text }) => {
  const found = /护照/.test(text)
  return {
    outcome: found ? 'answered' : 'refused',
    answer: '',
    reason: found ? '' : '现有资料没有覆盖',
    citations: found ? [{ article: 'passport', title: '护照', source: '', valid_until: null }] : [],
    service_points: [],
    confidence: found ? 0.9 : 0.1,
    ms: 1,
  }
}

it('reads pasted questions with what they expect', () => {
  expect(parseQuestions('护照怎么办\tpassport\n\n# 说明\r\n火星移民 => refuse\n几点')).toEqual([
    { text: '护照怎么办', expect: 'passport' },
    { text: '火星移民', expect: 'refuse' },
    { text: '几点', expect: '' },
  ])
})

it('says what each question finds, and what another run finds otherwise', async () => {
  const questions = parseQuestions('护照怎么办\tpassport\n火星移民\trefuse\n火星护照\trefuse\n几点')
  const now = await runHitTest(ask, questions, new Date())
  expect(now.map(({ ok }) => ok)).toEqual([true, true, false, null])
  const before = now.map((one) => ({
    ...one,
    ...(one.text === '几点' ? { article: 'hours' } : {}),
  }))
  expect(compareHits(before, now).map(({ text }) => text)).toEqual(['几点'])
  expect(compareHits([], now)).toEqual([])
})
