import { expect, test } from 'vitest'
import {
  callsOff,
  confirmsSummary,
  deniesContact,
  detectIntent,
  findLookup,
  isConfirm,
  isCorrection,
  isSkip,
  maskLookup,
  readConfidential,
  readOrdinal,
  readWish,
  saysNothing,
} from './intent.ts'

test.each([
  ['你好', 'greeting'],
  ['您好！', 'greeting'],
  ['谢谢你', 'thanks'],
  ['你是机器人吗', 'robot'],
  ['转人工', 'human'],
  ['我看不懂，找个人跟我说', 'human'],
  ['那你能帮我干什么', 'ability'],
  ['你能帮我查社保吗', null],
  ['查一下进度', 'progress'],
  ['查进度', 'progress'],
  ['我的诉求办得怎么样了', 'progress'],
  ['查詢進度', 'progress'],
  ['算了，不报了', 'discard'],
  ['算了，不提交了', 'discard'],
  ['不用了，取消', 'discard'],
  ['不用了', 'discard'],
  ['算了吧，还有老人下不了楼', null],
  ['取消公交站怎么没人管', null],
  ['算了', 'discard'],
  ['取消', 'discard'],
  ['什么时候能给我办好啊', 'when'],
  ['那大概多久给答复', 'when'],
  ['身份证什么时候能办好', null],
  ['好的知道怎么弄了', 'closing'],
  ['再反映一件事', 'new'],
  ['你好，我家电梯坏了', null],
  ['施工进度太慢影响出行，没人管，已经半年多了，希望尽快处理', null],
])('%s means %s', (text, expected) => {
  expect(detectIntent(text)).toBe(expected)
})

test('skips and confirmations are whole answers, not parts of one', () => {
  for (const text of ['跳过', '不留', '不用了', '不想留电话', '不留电话', '匿名', 'skip']) {
    expect(isSkip(text), text).toBe(true)
  }
  for (const text of ['没有电梯', '不知道为什么停水']) expect(isSkip(text), text).toBe(false)
  for (const text of ['确认', '确认提交', '对', '没问题', '好的，提交', 'ok']) {
    expect(isConfirm(text), text).toBe(true)
  }
  for (const text of ['确认一下地址错了', '对面楼也停水', '可以再快点吗']) {
    expect(isConfirm(text), text).toBe(false)
  }
})

test('reads the choice of confidentiality', () => {
  expect(readConfidential('保密')).toBe(true)
  expect(readConfidential('要')).toBe(true)
  expect(readConfidential('不用保密')).toBe(false)
  expect(readConfidential('不需要')).toBe(false)
  expect(readConfidential('可以告诉他们')).toBe(false)
  for (const text of [
    '不保密',
    '我不匿名',
    '不用保密',
    '不需要保密',
    '可以公开',
    '不用了',
    '公开吧',
  ]) {
    expect(readConfidential(text), text).toBe(false)
  }
  for (const text of ['不要公开', '不要告诉他们', '别让物业知道', '匿名']) {
    expect(readConfidential(text), text).toBe(true)
  }
  expect(readConfidential('本人')).toBeNull()
})

test('hears a wish for confidentiality only where nothing else is said', () => {
  for (const text of [
    '不保密',
    '我不匿名',
    '不用保密',
    '不需要保密',
    '可以公开',
    '那就不保密了吧',
  ]) {
    expect(readWish(text), text).toBe(false)
  }
  for (const text of ['保密', '还是保密吧', '请匿名处理', '不要公开身份']) {
    expect(readWish(text), text).toBe(true)
  }
  for (const text of ['物业不公开账目', '公开收费标准', '好的', '不要', '保密局门口路灯坏了']) {
    expect(readWish(text), text).toBeNull()
  }
})

test('hears corrections', () => {
  for (const text of [
    '不是朝阳,是海淀',
    '刚才说错了，是海淀',
    '不对，是南苑街道',
    '应该是2号楼',
    '改成海淀区',
  ]) {
    expect(isCorrection(text), text).toBe(true)
  }
  expect(isCorrection('电梯坏了三天')).toBe(false)
})

test('finds number and code, and masks the code', () => {
  const text = '查进度 202611220000018 ABCDE-23456'
  expect(findLookup(text)).toEqual({ requestNo: '202611220000018', queryCode: 'ABCDE-23456' })
  expect(maskLookup(text)).toBe('查进度 202611220000018 **********')
  expect(findLookup('202611220000018')).toBeNull()
  expect(maskLookup('电话13800138000')).toBe('电话13800138000')
})

test('knows words that say nothing of the matter', () => {
  for (const text of ['我要投诉', '我有个问题', '有个事', '太气人了，你们到底管不管', '求助']) {
    expect(saysNothing(text), text).toBe(true)
  }
  for (const text of ['停水', '救命', '急死人了', '我不想活了', '我要投诉物业', '没解决']) {
    expect(saysNothing(text), text).toBe(false)
  }
})

test('reads the number of an offer and nothing longer', () => {
  expect(['1', '第二个', '选3', '我要第一个'].map(readOrdinal)).toEqual([0, 1, 2, 0])
  expect(['2个人', '1号楼', '3天', '第三季度'].map(readOrdinal)).toEqual([null, null, null, null])
})

test('hears that no phone is given, however it is said', () => {
  for (const text of ['要我电话干嘛，不给', '凭什么', '没有电话', '不方便']) {
    expect(deniesContact(text), text).toBe(true)
  }
  for (const text of ['13800001234，不给别人', '为什么要电话']) {
    expect(deniesContact(text), text).toBe(false)
  }
})

test.each([
  ['不用办了，车已经有人搬走了，撤销吧', true],
  ['那就取消吧', true],
  ['自己解决了，不报了', true],
  ['300路，取消了', false],
  ['社区说不管了', false],
  ['怎么不让投诉了', false],
])('calls a matter off: %s', (text, expected) => {
  expect(callsOff(text)).toBe(expected)
})

test.each([
  ['行，继续提交刚才那个', true],
  ['没问题，帮我提交', true],
  ['不提交', false],
  ['提交之前改一下电话', false],
])('confirms the summary: %s', (text, expected) => {
  expect(confirmsSummary(text)).toBe(expected)
})
