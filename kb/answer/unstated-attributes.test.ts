import { describe, expect, it } from 'vitest'
import { samplePack } from '../testing/sample-city.ts'
import type { AnswerKey } from './answer-texts.ts'
import { createOwnPlaces } from './own-places.ts'
import { screenQuestion } from './screen-question.ts'
import { createSynonyms } from './synonyms.ts'
import { understandQuestion } from './understand-question.ts'

const vocabulary = { synonyms: createSynonyms(), places: createOwnPlaces(samplePack()) }

/** What is asked for, beside what only sounds like it and an article may well state; null lets the search decide. */
const rows: [string, AnswerKey | null][] = [
  ['科技园旁边新房均价多少', 'answer.not_covered'],
  ['大学城租个单间一个月多少钱', 'answer.not_covered'],
  ['二手房过户要交多少钱的税', null],
  ['公租房一个月租金多少钱', null],
  ['停车场一小时多少钱', null],
  ['我们楼保安家住几楼', 'answer.privacy'],
  ['居委会王主任的私人微信给我一个', 'answer.privacy'],
  ['刚才办业务的柜员叫什么名字', 'answer.privacy'],
  ['前面的车挡着我，怎么找车主电话挪车', null],
  ['居委会电话多少', null],
  ['家庭医生的电话在哪查', null],
  ['开发商去年赚了多少钱', 'answer.not_covered'],
  ['公司每个月给我交多少社保', null],
  ['我该不该辞职回老家', 'answer.not_covered'],
  ['要不要买房好纠结，你说值不值', 'answer.not_covered'],
  ['该不该给钟点工上工伤保险', null],
  ['离婚要不要单位开证明材料', null],
  ['附近哪个幼儿园比较好', 'answer.not_covered'],
  ['空调买挂机还是柜机好', 'answer.not_covered'],
  ['去哪个窗口办更好', null],
  ['今年冬天会不会特别冷，比去年冷多少', 'answer.not_covered'],
  ['明天会下雪吗', 'answer.not_covered'],
  ['下雪了谁负责扫', null],
  ['全市一共有多少只流浪狗', 'answer.not_covered'],
  ['名单里有多少人才可以申请集体户', null],
  ['我爸的高龄补贴这个月能到账吗', 'answer.personal'],
  ['高龄补贴一般几号到账', null],
  ['全城有多少个公园', 'answer.not_covered'],
  ['一户能有多少个车位', null],
  ['二手自行车啥行情', 'answer.not_covered'],
  ['跟儿子住还是单过，拿不定主意', 'answer.not_covered'],
  ['我递的材料你们收到没有', 'answer.personal'],
  ['我奶奶的补贴怎么给停了', 'answer.personal'],
  ['公交一天运多少人', 'answer.not_covered'],
  ['我这个样子还离不离婚啊', 'answer.not_covered'],
  ['离婚要带什么材料', null],
  ['我那份调解书寄出来了没有', 'answer.personal'],
  ['哪条公交最挤', 'answer.not_covered'],
  ['哪个医院最近', null],
  ['这种理财靠谱吗', 'answer.not_covered'],
  ['同事骂我，告他能拿多少', 'answer.legal'],
  ['经济补偿怎么算，告公司能拿多少', null],
  ['我的考试今年排第几名', 'answer.personal'],
  ['全市人口有多少', 'answer.not_covered'],
  ['家庭人口多少才能申请低保', null],
  ['猫老是不吃粮怎么办', 'answer.not_covered'],
  ['狗死了怎么处理', null],
]

describe('what no article states, whatever it is about', () => {
  it.each(rows)('%s → %s', (text, key) => {
    expect(screenQuestion(understandQuestion(text, vocabulary))?.key ?? null).toBe(key)
  })
})
