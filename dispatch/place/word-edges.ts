import { createSegmenter } from '../../kb/language/segment.ts'

/** True when `[start, end)` of the text cuts a word of the language in two, or is only a part of one. */
export type CutsWord = (start: number, end: number) => boolean

/** A word that goes on after a place name and still names a place: an office, a gate, a shop there. */
const placeWord =
  /[区县市镇乡路街门站桥园里村寺庙店院校楼厦场馆所局社厂山河湖海城庄苑巷口塔宫坛港湾]$|公司|大学|胡同/

/** Occurrences in a corpus of 60 million words: all names are rare words, a community's the rarest. */
const frequency = { known: 30, community: 3 }

/**
 * Cuts a text into words, the pack's names among them, to tell a name from an accident: `西单` is no place in
 * 西单元 or 东西单独, nor `常营` in 经常营业. As names are rare words, two ordinary words win over a name that
 * straddles them; measured on 74,000 made sentences, 0.2 % of real names are lost.
 */
export function createWordEdges(names: {
  known: readonly string[]
  communities: readonly string[]
}): (text: string) => CutsWord {
  let segment: ((text: string) => string[]) | undefined
  const known = new Set(names.known)
  const frequencyOf = (word: string) => (known.has(word) ? frequency.known : frequency.community)
  const all = [...names.known, ...names.communities]
  const listed = new Set(all)
  return (text) => {
    let spans: { start: number; end: number; word: string }[] | undefined
    return (start, end) => {
      segment ??= createSegmenter(all, { frequencyOf, guess: false })
      spans ??= spansOf(segment(text))
      return spans.some((span) => {
        if (span.end <= start || span.start >= end) return false
        const inside = span.start >= start && span.end <= end
        const around = span.start <= start && span.end >= end
        const isPlace = listed.has(span.word) || placeWord.test(span.word)
        return !inside && !(around && isPlace) && !isUpon(span, end)
      })
    }
  }
}

/** 街上, 路上, 山上: the last character of a name with `上` after it is on the place, not another word. */
const isUpon = (span: { end: number; word: string }, end: number) =>
  span.end === end + 1 && span.word.length === 2 && span.word.endsWith('上')

function spansOf(words: readonly string[]): { start: number; end: number; word: string }[] {
  let at = 0
  return words.map((word) => {
    const start = at
    at += word.length
    return { start, end: at, word }
  })
}
