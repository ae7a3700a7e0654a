import { describe, expect, it } from 'vitest'
import { chooseColumns, readPairs } from './import-requests-columns.ts'
import { readRow } from './import-requests-row.ts'

const now = new Date('2026-03-02T00:00:00Z')
const header = ['工单编号', '诉求内容', '受理时间', '电话', '类型', '街道']
const context = {
  columns: chooseColumns(header, {}),
  channel: '12329',
  timeZone: 'Asia/Shanghai',
  now,
}
const row = (more: Record<string, unknown>) => ({
  工单编号: 'A1',
  诉求内容: '电梯坏了三天',
  受理时间: '2026-03-01 10:20',
  电话: '',
  类型: '',
  街道: '',
  ...more,
})

describe('columns of an import', () => {
  it('are known by their usual names, or as told', () => {
    expect(context.columns).toMatchObject({ external_id: '工单编号', description: '诉求内容' })
    const told = chooseColumns(['序', '问题'], readPairs(['external_id=序', 'description=问题']))
    expect(told).toEqual({ external_id: '序', description: '问题' })
  })

  it('are named when they are missing', () => {
    expect(() => chooseColumns(['甲'], {})).toThrow('甲')
    expect(() => chooseColumns(header, { description: '没有' })).toThrow('没有')
    expect(() => chooseColumns(header, { nothing: '工单编号' })).toThrow('nothing')
    expect(() => readPairs(['x'])).toThrow('字段=列名')
  })
})

describe('a row of an import', () => {
  it('becomes a request with the time of the city', () => {
    const read = readRow(row({ 电话: '139 1234 5678', 类型: '投诉', 街道: '甲区一街道' }), context)
    expect(read).toMatchObject({
      externalId: 'A1',
      title: '电梯坏了三天',
      kind: 'complaint',
      channel: '12329',
      address: '甲区一街道',
      contact: { name: '', phone: '13912345678' },
      receivedAt: new Date('2026-03-01T02:20:00Z'),
    })
  })

  it.each([
    ['2026/3/1 10:20:00', '2026-03-01T02:20:00Z'],
    ['2026年3月1日', '2026-02-28T16:00:00Z'],
    ['2026-03-01T10:20:00+08:00', '2026-03-01T02:20:00Z'],
    [new Date('2026-03-01T10:20:00Z'), '2026-03-01T02:20:00Z'],
  ])('reads the time %s', (given, at) => {
    expect(readRow(row({ 受理时间: given }), context)).toMatchObject({ receivedAt: new Date(at) })
  })

  it.each([
    [{ 诉求内容: ' ' }, '诉求内容为空'],
    [{ 受理时间: '昨天' }, '读不懂'],
    [{ 受理时间: '2026-02-30' }, '读不懂'],
    [{ 受理时间: '2027-01-01' }, '在将来'],
    [{ 电话: '12' }, '联系电话'],
    [{ 类型: '其它' }, '不认识'],
  ])('says what is wrong with %o', (more, problem) => {
    expect(readRow(row(more), context)).toMatchObject({ problem: expect.stringContaining(problem) })
  })

  it('has the same number again where it has none of its own', () => {
    const first = readRow(row({ 工单编号: '' }), context)
    expect(first).toEqual(readRow(row({ 工单编号: '' }), context))
    expect(first).not.toEqual(readRow(row({ 工单编号: '', 诉求内容: '停水' }), context))
  })

  it('hides the identity in the text', () => {
    const read = readRow(row({ 诉求内容: '我电话13912345678，电梯坏了' }), context)
    expect(JSON.stringify(read)).not.toContain('13912345678')
  })
})
