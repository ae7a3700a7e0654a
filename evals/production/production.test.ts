import { describe, expect, it } from 'vitest'
import type { ConfirmedDecision } from '../../dispatch/review/confirmed-view.ts'
import { redact } from '../../kb/language/redact.ts'
import { requestCase } from '../cases/case-formats.ts'
import { divergence, measureDrift } from './drift.ts'
import { toLabelledCase } from './labelled-set.ts'

const decision: ConfirmedDecision['decision'] = {
  kind: 'complaint',
  service_code: '0101',
  district: '城东区',
  subdistrict: '城东区望湖街道',
  community: null,
  lead: 's1101',
  supporting: [],
  copies: ['d11'],
  mode: 'direct_and_district',
  deadline: '7d',
}
const confirmed = (more: Partial<ConfirmedDecision> = {}): ConfirmedDecision => ({
  request_id: '0198-a',
  channel: 'web',
  text: '电梯坏了，我叫王小明，电话13800001234，住2号楼3单元501室',
  address: '望湖街道2号楼',
  received_at: new Date('2026-03-02T01:00:00Z'),
  decided_at: new Date('2026-03-02T02:00:00Z'),
  decision,
  status: 'closed',
  units: new Map([
    ['s1101', '城东区望湖街道'],
    ['d11', '城东区'],
  ]),
  servicePath: ['住房', '住宅电梯'],
  proposed: { lead: '城东区望湖街道', confidence: 0.8, abstain: false, unchanged: true },
  ...more,
})

describe('redaction', () => {
  it.each([
    ['电话13800001234，或者010-87654321', '电话[电话]，或者[电话]'],
    ['138 0000 1234', '[电话]'],
    ['身份证11010519491231002X', '身份证[证件号]'],
    ['邮箱 a.b-c@mail.example.cn 联系', '邮箱 [邮箱] 联系'],
    ['车牌京A12345违停', '车牌[车牌]违停'],
    ['我叫王小明，住3单元501', '我叫[姓名]，住3单元[门牌]'],
    ['李女士反映：12号楼1203室漏水', '某女士反映：12号楼[门牌]室漏水'],
    ['卡号6222020200112233445', '卡号[账号]'],
  ])('%s', (given, left) => {
    expect(redact(given)).toBe(left)
  })
  it('leaves the matter and the place', () => {
    const text =
      '望湖街道南湖东园122号楼电梯坏了3天，2026年3月10日起停运，维修要12000元，拨打12345和119'
    expect(redact(text)).toBe(text)
  })
})

describe('a confirmed decision', () => {
  it('becomes a redacted case of the documented format', () => {
    const c = toLabelledCase(confirmed(), 'Asia/Shanghai')
    expect(c.at).toBe('2026-03-02T09:00:00+08:00')
    expect(toLabelledCase(confirmed(), 'UTC').at).toBe('2026-03-02T01:00:00+00:00')
    expect(requestCase.safeParse(c).error).toBeUndefined()
    expect(c.text).toBe('电梯坏了，我叫[姓名]，电话[电话]，住2号楼3单元[门牌]室')
    expect(c.id).toMatch(/^ord-[0-9a-f]{12}$/)
    expect(c.id).toBe(toLabelledCase(confirmed(), 'UTC').id)
    expect(c.gold).toMatchObject({ lead: ['城东区望湖街道'], copies: ['城东区'], deadline: ['7d'] })
    expect(JSON.stringify(c)).not.toContain('0198-a')
  })
})

describe('drift', () => {
  it('is nothing for the same mix and one bit for another', () => {
    const a = new Map([['x', 1]])
    expect(divergence(a, a)).toBe(0)
    expect(divergence(a, new Map([['y', 1]]))).toBeCloseTo(1)
    expect(
      divergence(
        new Map([
          ['x', 0.5],
          ['y', 0.5],
        ]),
        a,
      ),
    ).toBeCloseTo(0.3113, 4)
  })
  it('shows mixes, confidence and how often people disagree', () => {
    const before = [confirmed(), confirmed()]
    const now = [
      confirmed({
        servicePath: ['公用事业'],
        proposed: { lead: null, confidence: 0.4, abstain: true, unchanged: false },
      }),
      confirmed({ proposed: null }),
    ]
    const drift = measureDrift(before, now)
    expect(drift.before).toEqual({ n: 2, meanConfidence: 0.8, abstained: 0, overridden: 0 })
    expect(drift.now).toEqual({ n: 2, meanConfidence: 0.4, abstained: 1, overridden: 1 })
    expect(drift.classes[0]).toMatchObject({ before: expect.any(Number), now: 0.5 })
    expect(drift.unitDivergence).toBe(0)
    expect(measureDrift([], now)).toMatchObject({
      before: { n: 0, overridden: null },
      classDivergence: 0,
    })
  })
})
