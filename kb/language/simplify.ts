import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
type Convert = (text: string) => string
let converter: Convert | undefined
/** UTF-16 units that give away a text which conversion may change (1), and others that were met (2). */
const units = new Uint8Array(0x1_0000)

/**
 * The OpenCC tables cost 14 ms, so they are loaded with the first text and not with the program.
 * `t` (general traditional) is the only source table that leaves simplified text alone: `tw` turns
 * 饿了么 into 饿了幺, `twp` swaps words (建立 → 创建).
 */
function loadConverter(): Convert {
  const { Converter, Locale } = require('opencc-js/t2cn') as typeof import('opencc-js/t2cn')
  const tables: string[] = [Locale.to.cn].flat(3)
  const changing = tables.flatMap((table) =>
    table.split('|').flatMap((entry) => {
      const [from = '', to] = entry.split(' ')
      return from === to ? [] : [from]
    }),
  )
  markUnits(changing)
  return Converter({ from: 't', to: 'cn' })
}

/**
 * Each entry has a unit that gives it away: a character that changes by itself, or in the hundred phrases of characters that
 * stay alone (反覆) the one that most of those phrases share.
 */
function markUnits(entries: readonly string[]): void {
  for (const from of entries) if (from.length === 1) units[from.charCodeAt(0)] = 1
  // Halves of characters are no characters to ask for one by one.
  units.fill(1, 0xd800, 0xe000)
  const hidden = entries
    .map((from) => Array.from(from, (char) => char.charCodeAt(0)))
    .filter((codes) => codes.every((code) => units[code] !== 1))
  const count = new Map<number, number>()
  for (const code of hidden.flat()) count.set(code, (count.get(code) ?? 0) + 1)
  const often = (code: number) => count.get(code) ?? 0
  for (const codes of hidden)
    units[codes.reduce((best, code) => (often(code) > often(best) ? code : best))] = 1
}

/** Whether there is anything to convert: citizens write simplified Chinese, and most texts need no look into the tables. */
function isTouched(text: string, convert: Convert): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (units[unit] === 0) {
      const char = String.fromCharCode(unit)
      units[unit] = convert(char) === char ? 2 : 1
    }
    if (units[unit] === 1) return true
  }
  return false
}

/**
 * Traditional to simplified Chinese, never changing the length, so that offsets stay valid (R12: a proposal
 * shows the citizen's own words). A character whose simplified form has another UTF-16 length stays as it is.
 */
export function toSimplified(text: string): string {
  converter ??= loadConverter()
  const convert = converter
  if (!isTouched(text, convert)) return text
  const whole = convert(text)
  if (whole.length === text.length) return whole
  return Array.from(text, (char) => {
    const simple = convert(char)
    return simple.length === char.length ? simple : char
  }).join('')
}
