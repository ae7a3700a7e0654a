import { describe, expect, it } from 'vitest'
import { samplePack } from '../testing/sample-city.ts'
import { createAsk } from './ask.ts'
import { claimsSomething, unfoundedClaim } from './claims.ts'

const pack = samplePack()
const [first] = pack.articles
if (!first) throw new Error('sample articles expected')
const article = {
  ...first,
  title: '骑行证',
  questions: ['骑行证怎么办'],
  body: '骑行证到窗口办理，年满16周岁可以申领，工本费5元。\n- 三轮的押金已经取消，不再收取。\n- 续签无需提交照片。',
}

/** What is claimed, and whether the article above has nothing of it. */
const rows: [string, boolean][] = [
  ['下个月起骑行证取消了,几号能随便骑', true],
  ['三轮押金取消了,之前交的怎么退', false],
  ['骑行证是不是取消了', false],
  ['我的预约取消了,怎么再约一个骑行证', false],
  ['骑车不用办证了,旧证往哪交', true],
  ['骑行证续签不用照片了,还带什么', false],
  ['现在骑行证不要钱了,去哪领', true],
  ['骑行证要钱吗', false],
  ['人人都发骑行证,在哪领', true],
  ['骑行押金可以全额退现金,去哪个窗口', true],
  ['二十岁以下都能领骑行证,在哪领', true],
  ['十六岁以上都能申领骑行证,在哪领', false],
  ['20岁以下能不能领骑行证', false],
  ['属猴的办骑行证带什么', true],
  ['群里说骑行证摔一跤就清零,去哪补', true],
  ['网上说骑行证年满16周岁可以申领,带什么', false],
  ['技校毕业就能领骑行证,去哪领', true],
  ['满十六周岁就能申领骑行证,去窗口吗,带什么', false],
  ['公司规定骑行证每年都要交上去,能不交吗', false],
  ['骑行证明年就没了,旧的怎么处理', true],
  ['有头盔的可以不考试直接拿骑行证,去哪拿', true],
  ['骑行证月底就停用了,换哪个', true],
  ['滑板也要上牌照了,在哪上', true],
  ['都说骑行证要换芯片,在哪换', true],
  ['六十岁往上不给办骑行证了,怎么续', true],
  ['骑满八年自动换金牌骑行证,去哪换', true],
]

describe('unfoundedClaim', () => {
  it.each(rows)('%s → %s', (text, isUnfounded) => {
    expect(unfoundedClaim(text, article) !== null).toBe(isUnfounded)
  })
  it('leaves out places only where more is claimed than that they cost nothing', () => {
    expect(claimsSomething('免费的图书馆在哪')).toBe(false)
    expect(claimsSomething('三十岁以下都能领骑行证,在哪领')).toBe(true)
  })
})

describe('a question that takes for granted what its article does not say', () => {
  it('gets the article’s own words beside it, and no answer', async () => {
    const { articles, service_points: servicePoints } = pack
    const ask = createAsk({ articles, servicePoints, pack, embedder: null })
    const at = new Date('2026-03-01T08:00:00Z')
    const found = await ask({ text: '属马的今年办护照不要钱，带什么材料', at })
    expect(found).toMatchObject({ outcome: 'refused', citations: [{ article: 'passport' }] })
    expect(found.answer).toContain('护照')
    expect(found.service_points).toEqual([])
  })
})
