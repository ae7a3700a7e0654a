import { expect, it } from 'vitest'
import { samplePack } from '../testing/sample-city.ts'
import { createOtherCity } from './other-city.ts'

const find = createOtherCity(samplePack())

it.each([
  ['上海居住证怎么办', '上海'],
  ['天津公积金怎么提取', '天津'],
  ['石家庄医保怎么报销', '石家庄'],
  ['河南老家的宅基地怎么确权', '河南'],
])('%s is about %s', (text, place) => {
  expect(find(text)).toBe(place)
})

it.each([
  '居住证怎么办',
  '东湖区哪里可以办护照',
  '河北户口能在这里上学吗',
  '天津的驾照可以在这里换吗',
  '广州的社保怎么转过来',
  '去上海看病怎么报销',
  '长春街怎么走',
  '南京路停车怎么收费',
  '上海人在样例市怎么办居住证',
])('%s is about this city', (text) => {
  expect(find(text)).toBeNull()
})
