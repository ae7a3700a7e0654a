import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
type PinyinPro = typeof import('pinyin-pro')

/** The 3,755 most used characters stand in this order in GB 2312 (level 1), which the runtime can decode: no list of our own is needed. */
function commonCharacters(): string[] {
  const decoder = new TextDecoder('gbk')
  const characters: string[] = []
  for (let row = 0xb0; row <= 0xd7; row++) {
    const last = row === 0xd7 ? 0xf9 : 0xfe
    for (let cell = 0xa1; cell <= last; cell++) {
      characters.push(decoder.decode(Uint8Array.of(row, cell)))
    }
  }
  return characters
}

/** Characters that sound the same, tones aside, as a speech recogniser or a pinyin keyboard confuses them. */
export interface Homophones {
  of(char: string): readonly string[]
}

let built: Homophones | undefined

/** 60 ms to build, so at the first use. */
export function homophones(): Homophones {
  if (built) return built
  const { pinyin } = require('pinyin-pro') as PinyinPro
  const sound = (char: string) => pinyin(char, { toneType: 'none' })
  const bySound = new Map<string, string[]>()
  for (const char of commonCharacters()) {
    const key = sound(char)
    const list = bySound.get(key)
    if (list) list.push(char)
    else bySound.set(key, [char])
  }
  built = {
    of: (char) => (bySound.get(sound(char)) ?? []).filter((other) => other !== char),
  }
  return built
}
