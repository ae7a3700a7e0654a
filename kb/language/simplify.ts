import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
type Convert = (text: string) => string
let converter: Convert | undefined

/**
 * The OpenCC tables cost 14 ms, so they are loaded with the first text and not with the program.
 * `t` (general traditional) is the only source table that leaves simplified text alone: `tw` turns
 * 饿了么 into 饿了幺, `twp` swaps words (建立 → 创建).
 */
function loadConverter(): Convert {
  const { Converter } = require('opencc-js/t2cn') as typeof import('opencc-js/t2cn')
  return Converter({ from: 't', to: 'cn' })
}

/**
 * Traditional to simplified Chinese, never changing the length, so that offsets stay valid (R12: a proposal
 * shows the citizen's own words). A character whose simplified form has another UTF-16 length stays as it is.
 */
export function toSimplified(text: string): string {
  converter ??= loadConverter()
  const whole = converter(text)
  if (whole.length === text.length) return whole
  const convert = converter
  return Array.from(text, (char) => {
    const simple = convert(char)
    return simple.length === char.length ? simple : char
  }).join('')
}
