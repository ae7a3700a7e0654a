import type { Pack } from '../../db/packs/pack.ts'
import { isCityName } from '../../kb/language/segment.ts'

const tail = /([\u4e00-\u9fff]{2,6})$/

/**
 * True when the words right before a name are another city's (`长春朝阳区`). Cities are those of the general
 * dictionary; what the pack itself names (a district may share its name with a city) is never foreign.
 */
export function createForeignCity(
  pack: Pick<Pack, 'meta'>,
  names: ReadonlySet<string>,
): (before: string) => boolean {
  const own = new Set([pack.meta.city, ...pack.meta.city_short])
  return (before) => {
    const words = tail.exec(before)?.[1]?.replace(/的$/, '') ?? ''
    for (let length = Math.min(5, words.length); length >= 2; length -= 1) {
      const word = words.slice(-length)
      if (names.has(word) || own.has(word)) return false
      if (isCityName(word)) return true
    }
    return false
  }
}
