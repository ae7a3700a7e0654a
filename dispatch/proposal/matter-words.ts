import { findMentions } from '../place/find-mentions.ts'
import type { Engine } from './engine.ts'

/**
 * The words with the names of districts, streets and communities blanked, at the same offsets: they say where and
 * not what. Landmarks (医院, 地铁站) say both and stay.
 */
export function matterWords(engine: Pick<Engine, 'places'>, words: string): string {
  let result = words
  for (const { start, end, targets } of findMentions(engine.places, words)) {
    if (targets.some(({ how }) => how.startsWith('地标'))) continue
    result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end)
  }
  return result
}
