import { expect, test } from 'vitest'
import { wantsConfidentiality } from './confidential.ts'

test.each([
  '不保密',
  '不匿名',
  '不用保密',
  '不需要保密',
  '我不要求匿名',
  '可以公开',
  '物业不管,我不匿名,可以公开我的电话',
])('%s does not ask for confidentiality (R8)', (words) => {
  expect(wantsConfidentiality(words)).toBe(false)
})

test.each([
  '能不能匿名',
  '要不要匿名都行,还是保密吧',
  '不用匿名,但不要告诉物业是我',
  '不可以公开我的信息',
])('%s asks for confidentiality (R8)', (words) => {
  expect(wantsConfidentiality(words)).toBe(true)
})
