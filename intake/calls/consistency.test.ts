import { describe, expect, it } from 'vitest'
import type { Line } from './call-text.ts'
import { joinLines, windowOf } from './call-text.ts'
import { cleanSpeech } from './clean-speech.ts'
import { checkConsistency, type FormValues } from './consistency.ts'
import { maskSpeech } from './mask-speech.ts'
import { readNumber } from './numbers.ts'
import { summarise } from './summarise.ts'

const lines = (...texts: string[]): Line[] =>
  texts.map((text, index) => ({ id: `s${index}`, speaker: 'citizen', text }))
const understood = { district: null, confidential: false }
const check = (form: FormValues, ...texts: string[]) =>
  checkConsistency(form, lines(...texts), understood)
const short = (form: FormValues, ...texts: string[]) =>
  check(form, ...texts).map(({ kind, what, in_call }) => `${kind} ${what} ${in_call}`)

describe('checkConsistency', () => {
  it('finds another building, however the number is written', () => {
    const found = check({ address: '花家地小区3号楼' }, '我们是花家地小区五号楼的')
    expect(found).toEqual([
      {
        kind: 'contradicted',
        what: '地址（号楼）',
        in_form: '3号楼',
        in_call: '五号楼',
        span: { segment: 's0', start: 8, end: 11 },
      },
    ])
    expect(check({ address: '花家地小区12号楼' }, '花家地小区十二号楼')).toEqual([])
  })

  it('finds what the form leaves out', () => {
    expect(
      short({ address: '花家地小区', description: '电梯坏了' }, '十二号楼三单元，我妈坐轮椅'),
    ).toEqual([
      'omitted 地址（号楼） 十二号楼',
      'omitted 地址（单元） 三单元',
      'omitted 需照顾的人 轮椅',
    ])
  })

  it('counts what was taken back as not said', () => {
    expect(short({ address: '5号楼' }, '我家是3号楼', '不对，说错了，是5号楼')).toEqual([])
    expect(short({ address: '3号楼' }, '我家是3号楼', '不对，说错了，是5号楼')).toEqual([
      'contradicted 地址（号楼） 5号楼',
    ])
    expect(short({ address: '5号楼' }, '不是3号楼，是5号楼')).toEqual([])
  })

  it('compares money, district and confidentiality', () => {
    expect(short({ description: '押金5000元不退' }, '押金三千块钱一直不退')).toEqual([
      'contradicted 金额 三千块钱',
    ])
    const form = { district: '海淀区', description: '噪声' }
    const said = { district: '朝阳区', confidential: true }
    expect(checkConsistency(form, lines('别告诉他们是我说的'), said).map((f) => f.what)).toEqual([
      '所在区',
      '身份保密',
    ])
  })

  it("takes no operator's words for the citizen's", () => {
    const asked: Line[] = [{ id: 'q', speaker: 'operator', text: '您是3号楼吗' }]
    expect(checkConsistency({ address: '5号楼' }, asked, understood)).toEqual([])
  })
})

describe('readNumber', () => {
  it('reads spoken numbers', () => {
    const read = ['十二', '一百零三', '五一五', '１２', '两', '二十', '十'].map(readNumber)
    expect(read).toEqual([12, 103, 515, 12, 2, 20, 10])
    expect(readNumber('号')).toBeNull()
  })
})

describe('the words of a call', () => {
  it('are shown without fillers, and every character knows where it stood', () => {
    const said = '嗯我家呃在三号楼'
    const clean = cleanSpeech(said)
    expect(clean.text).toBe('我家在三号楼')
    const at = clean.text.indexOf('三号楼')
    const [start, end] = clean.spanOf(at, at + 3)
    expect(said.slice(start, end)).toBe('三号楼')
  })

  it('lead back from the joined text to their segment', () => {
    const text = joinLines(lines('我家没水了', '在芳城园一区'))
    const at = text.text.indexOf('芳城园')
    expect(text.spansOf(at, at + 3)).toEqual([{ segment: 's1', start: 1, end: 4 }])
  })

  it('of a call of hours are read in part: beginning, end and what matters', () => {
    const long = lines(
      ...Array.from({ length: 2000 }, (_, i) => `第${i}句话我说了很多没有用的东西`),
    )
    const read = windowOf(long, new Set(['s1000']))
    expect(read.reduce((sum, line) => sum + line.text.length, 0)).toBeLessThan(5000)
    expect(read.map((line) => line.id)).toContain('s1000')
    expect(read.at(0)?.id).toBe('s0')
    expect(read.at(-1)?.id).toBe('s1999')
  })

  it('are summed up in their own words', () => {
    const summary = summarise(
      lines('喂你好，嗯，我们楼电梯坏了', '对对', '十二号楼三单元，第四天了', '希望尽快修好'),
      [],
    )
    expect(summary).toBe('我们楼电梯坏了，十二号楼三单元，第四天了，希望尽快修好。')
  })

  it('hide the own number, also a spoken one', () => {
    expect(maskSpeech('我电话是13912345678').text).not.toContain('13912345678')
    const spoken = maskSpeech('我电话幺三九幺二三四五六七八')
    expect(spoken.text).not.toContain('幺三九幺二三四')
    expect(spoken.contact?.phone).toBe('13912345678')
  })
})
