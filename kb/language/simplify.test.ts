import { Converter, Locale } from 'opencc-js/t2cn'
import { expect, it } from 'vitest'
import { toSimplified } from './simplify.ts'

const convert = Converter({ from: 't', to: 'cn' })
const tables: string[] = [Locale.to.cn].flat(3)
const entries = tables.flatMap((table) =>
  table.split('|').map((entry) => entry.split(' ')[0] ?? ''),
)

it('passes over no text that the tables would change', () => {
  expect(entries.length).toBeGreaterThan(3_000)
  const units = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit))
  const texts = [...units, ...entries, ...entries.map((entry) => `小区${entry}了`)]
  const missed = texts.filter((text) => {
    const whole = convert(text)
    return whole.length === text.length && toSimplified(text) !== whole
  })
  expect(missed).toEqual([])
})
