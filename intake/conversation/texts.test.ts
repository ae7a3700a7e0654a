import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Pack } from '../../db/packs/pack.ts'
import { createSay, missingTexts, textKeys } from './texts.ts'

const file = new URL('../../db/packs/beijing/texts.yaml', import.meta.url)
const texts = parse(readFileSync(file, 'utf8')) as Pack['texts']

test('the pack has every sentence that the conversation says, in both languages', () => {
  expect(missingTexts(texts)).toEqual([])
  for (const key of textKeys) expect(texts[key]?.en, key).not.toBe('')
})

test('every value of a sentence is given where it is said', () => {
  const values = {
    position: 1,
    text: '',
    hours: '',
    name: '',
    code: '',
    count: 2,
    days: 7,
    title: '',
    reason: '',
    number: '119',
    matched: '花园',
    place: '某街道',
    channel: '法院',
    how: '协商',
    request_no: '1',
    dispatch_due: '今天',
    deadline: '7天',
    status: '办理中',
  }
  for (const language of ['zh', 'en'] as const) {
    const say = createSay(texts, language)
    for (const key of textKeys) expect(say(key, values), key).not.toMatch(/\{\w+\}/)
  }
})

test('a missing sentence is named, and the default language stands in for an empty English one', () => {
  const pack: Pack['texts'] = { greeting: { zh: '您好', en: '' } }
  expect(createSay(pack, 'en')('greeting')).toBe('您好')
  expect(() => createSay(pack, 'zh')('ask.contact')).toThrow('ask.contact')
  expect(missingTexts(pack)).toContain('ask.contact')
})
