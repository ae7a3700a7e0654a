import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
type PinyinPro = typeof import('pinyin-pro')
let library: PinyinPro | undefined

/** 30 ms to load: at the first use, not at the start of the program. */
function pinyinPro(): PinyinPro {
  library ??= require('pinyin-pro') as PinyinPro
  return library
}

/** First letters without tones (`望京街道` → `wjjd`); other characters stay. For search by initials and sorting. */
export function pinyinInitials(text: string): string {
  return pinyinPro()
    .pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
}

/** Syllables without tones (`望京` → `['wang', 'jing']`); a run of other characters is one item. */
export function pinyinSyllables(text: string): string[] {
  return pinyinPro()
    .pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((syllable) => syllable.toLowerCase())
}

/** `pinyinSyllables` in one string: a key under which homophones of a mistyped name meet. */
export function pinyinKey(text: string): string {
  return pinyinSyllables(text).join('')
}
