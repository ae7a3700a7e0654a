import { findMentions } from '../place/find-mentions.ts'
import type { Engine } from './engine.ts'

/** Threats to tell the media, what did not happen, and English words whose gist stands before them: words that name no matter and lead a classifier astray. */
const noMatter =
  /(?:再不|如果|要是|不然)[^,，。]{0,10}(?:就|我)[^,，。]{0,4}(?:找|联系|发|上)[^,，。]{0,4}(?:电视台|记者|媒体|网上|抖音|微博|视频)[^,，。]{0,8}|(?:找|联系|叫)(?:电视台|记者|媒体)[^,，。]{0,8}(?:曝光|采访|报道)?[^,，。]{0,3}|(?:直播|上网|网上|抖音上?)曝光[^,，。]{0,3}|(?:没有?|未|无)(?:困|砸|伤|撞|碰|压)(?:着|到)?人|没有?人(?:员)?(?:受伤|被困|伤亡)|无人(?:受伤|被困|伤亡)|人(?:都)?没事|[（(]英文原文[:：][\s\S]*?[)）](?=\s|$)/g

/** A street named after what stands in it: the airport's street is the airport to whoever flies. */
const saysWhat = /机场$|车站$/

/**
 * The words with the names of districts, streets and communities blanked, at the same offsets: they say where and
 * not what. Landmarks (医院, 地铁站) say both and stay.
 */
export function matterWords(engine: Pick<Engine, 'places'>, words: string): string {
  let result = words.replace(noMatter, (piece) => ' '.repeat(piece.length))
  for (const { start, end, targets } of findMentions(engine.places, words)) {
    if (targets.some(({ how }) => how.startsWith('地标'))) continue
    if (saysWhat.test(result.slice(start, end))) continue
    result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end)
  }
  return result
}
