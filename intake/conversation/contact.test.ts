import { expect, test } from 'vitest'
import { checkPhone, findOwnContact, maskIdentity, parseContact } from './contact.ts'

test.each([
  ['13800138000', { name: '', phone: '13800138000' }],
  ['张三 13800138000', { name: '张三', phone: '13800138000' }],
  ['我叫王小明，电话是138 0013 8000', { name: '王小明', phone: '13800138000' }],
  ['李女士，+86 139-1111-2222', { name: '李女士', phone: '13911112222' }],
  ['010-84567890', { name: '', phone: '01084567890' }],
  ['84567890', { name: '', phone: '84567890' }],
  ['１３８００１３８０００', { name: '', phone: '13800138000' }],
  ['My name is Tom, phone 13800138000', { name: 'Tom', phone: '13800138000' }],
  ['13800138000，不保密', { name: '', phone: '13800138000' }],
  ['张三13800138000不需要保密', { name: '张三', phone: '13800138000' }],
])('reads the contact in %s', (text, expected) => {
  expect(parseContact(text)).toEqual(expected)
})

test.each(['不留', '楼下3单元502', '12345', '138001380', '20260101000001', '电梯坏了三天'])(
  'finds no phone in %s',
  (text) => {
    expect(parseContact(text)).toBeNull()
  },
)

test('tells the own phone from that of the matter', () => {
  expect(findOwnContact('我的电话13800138000，请联系我')?.phone).toBe('13800138000')
  expect(findOwnContact('有个骗子一直用13911112222打来电话')).toBeNull()
  expect(findOwnContact('物业电话13911112222没人接')).toBeNull()
})

test.each([
  ['13800138000', true],
  ['电话13800138000', true],
  ['电梯坏了，１３８００１３８０００', true],
  ['他一直骗人，我的手机是13800138000', true],
  ['13800138000这个号码天天推销', false],
  ['有人用13800138000发短信', false],
  ['我打物业电话13800138000没人接', false],
])('%s is the own phone: %s', (text, own) => {
  expect(findOwnContact(text) !== null).toBe(own)
  expect(maskIdentity(text, { answersContact: false }).includes('*')).toBe(own)
})

test('masks identity where the words are kept in clear, and nothing else', () => {
  const masked = maskIdentity('我叫张三，请联系我13800138000，骗子电话是13911112222。', {
    answersContact: false,
  })
  expect(masked).not.toContain('13800138000')
  expect(masked).not.toContain('张三')
  expect(maskIdentity('王五 13800138000', { answersContact: true })).toBe('王* 138****8000')
  expect(maskIdentity('身份证110105199003078888', { answersContact: false })).not.toContain(
    '19900307',
  )
  expect(maskIdentity('122号楼电梯坏了', { answersContact: false })).toBe('122号楼电梯坏了')
})

test('a phone is stored as digits', () => {
  expect(checkPhone('+86 138 0013 8000')).toBe('13800138000')
  expect(checkPhone('+44 20 7946 0958')).toBe('+442079460958')
  expect(checkPhone('abc')).toBeNull()
  expect(checkPhone('123')).toBeNull()
})
