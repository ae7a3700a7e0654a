import { expect, test } from 'vitest'
import { correctAddress, readAddressCorrection, readRenaming } from './correct-address.ts'

test.each([
  ['地址改成南湖东园123号楼', '南湖东园123号楼'],
  ['地址应该是南湖东园。', '南湖东园'],
  ['把地址改为海淀区中关村街道科育社区', '海淀区中关村街道科育社区'],
  ['地址：南湖东园123号楼2单元', '南湖东园123号楼2单元'],
  ['应该是海淀区中关村街道科育社区5号楼', '海淀区中关村街道科育社区5号楼'],
  ['不对，是123号楼', '123号楼'],
  ['不是122号楼，是123号楼', '123号楼'],
  ['写错了，应该是123号楼吧', '123号楼'],
  ['楼号写错了，是15号楼', '15号楼'],
  ['我家地址写错了，是南湖东园15号楼', '南湖东园15号楼'],
  ['123号楼', '123号楼'],
  ['南湖东园123号楼', '南湖东园123号楼'],
])('%s corrects the address', (text, address) => {
  expect(readAddressCorrection(text)).toBe(address)
})

test('a name that was said before gives way to another', () => {
  const before = { address: '', words: '景山街道钱粮胡同有人搭棚子' }
  expect(readRenaming('写错了，不是钱粮胡同，是魏家胡同', before)).toBe('魏家胡同')
  const numbered = { address: '钱粮胡同18号', words: '' }
  expect(readRenaming('不是钱粮胡同而是魏家胡同', numbered)).toBe('魏家胡同18号')
  expect(readRenaming('不是钱粮胡同，是物业不管', before)).toBeNull()
  expect(readRenaming('不是西街，是魏家胡同', before)).toBeNull()
})

test.each([
  '还有老人下不了楼',
  '不对，是物业不管',
  '应该是物业的责任',
  '不是一街道，是三街道',
  '地址是对的',
  '还有3号楼',
  '电梯在3号楼',
  '楼下3单元502',
  '3号楼也停水了',
  '电话改成13800138000',
  '保密',
  '确认',
])('%s does not', (text) => {
  expect(readAddressCorrection(text)).toBeNull()
})

test.each([
  ['朝阳区望京街道南湖东园122号楼', '123号楼', '朝阳区望京街道南湖东园123号楼'],
  ['南湖东园122号楼3单元501室', '123号楼', '南湖东园123号楼'],
  ['南湖东园122号楼3单元501室', '2单元402', '南湖东园122号楼2单元402'],
  ['翠屏北里8号院3号楼', '5号楼', '翠屏北里8号院5号楼'],
  ['南湖东园', '123号楼', '南湖东园123号楼'],
  ['', '123号楼', '123号楼'],
  ['南湖东园122号楼', '123 号楼', '南湖东园123号楼'],
  ['南湖东园122号楼', '科育社区5号楼', '科育社区5号楼'],
])('%s with %s is %s', (before, correction, after) => {
  expect(correctAddress(before, correction)).toBe(after)
})
