import { describe, expect, it } from 'vitest'
import { samplePack } from '../testing/sample-city.ts'
import { createOwnPlaces } from './own-places.ts'
import { screenQuestion } from './screen-question.ts'
import { createSynonyms } from './synonyms.ts'
import { understandQuestion } from './understand-question.ts'

const vocabulary = { synonyms: createSynonyms(), places: createOwnPlaces(samplePack()) }
const screen = (text: string) =>
  screenQuestion(understandQuestion(text, vocabulary))?.outcome ?? null

/** Questions of every kind that no article may answer, beside near misses that an article may. */
const rows: [string, ReturnType<typeof screen>][] = [
  ['我的退休金这个月怎么少了', 'file_request'],
  ['我妈的医保卡为什么被停了', 'file_request'],
  ['帮我查查我的公积金', 'file_request'],
  ['我的公积金怎么查询', null],
  ['我上个月申请的居住证怎么样了', 'file_request'],
  ['我想申请居住证要多久', null],
  ['我们小区什么时候通天然气', 'file_request'],
  ['我们小区想加装电梯，怎么申请', null],
  ['又停电了什么时候来电', 'file_request'],
  ['停电了打什么电话报修', null],
  ['路灯坏了没人修', 'file_request'],
  ['建议增加一条公交线路', 'file_request'],
  ['公积金提取条件', null],
  ['高血压吃什么药好', 'redirect'],
  ['内河臭水什么时候能治理', null],
  ['门诊的药费怎么报销', null],
  ['邻居打官司告我怎么判', 'redirect'],
  ['离婚登记需要什么材料', null],
  ['法律援助怎么申请', null],
  ['怎么办假离婚证', 'refused'],
  ['有人办假证怎么举报', null],
  ['房东的身份证号怎么查', 'refused'],
  ['个人信息泄露了怎么办', null],
  ['我要转人工', 'hand_over'],
  ['需要带什么', 'ask'],
  ['怎么办理', 'ask'],
  ['市民：你好\n坐席：您请讲，是停水了吗\n市民：居住证怎么办', null],
]

describe('screenQuestion', () => {
  it.each(rows)('%s → %s', (text, outcome) => {
    expect(screen(text)).toBe(outcome)
  })
})
