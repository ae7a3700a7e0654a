/** What people say while they think; never part of an address, a time or a summary. */
const fillers =
  /(?:嗯+|呃+|额(?=[，,\s]|[那这就我你])|唉+|哎呀?|诶+|欸+|喂+|啊+(?=[，,。\s]|$)|那个(?=那个|[，,\s])|就是说|怎么说呢|(?<=[，,。]|^)那个|(?<=[，,。]|^)这个(?=[，,]))[，,、\s]*/gu

export interface CleanText {
  text: string
  /** Where the characters `start` to `end` of the clean text stand in what was said. */
  spanOf(start: number, end: number): [number, number]
}

/** Words without fillers, each character still knowing where it stood. */
export function cleanSpeech(said: string): CleanText {
  const origin: number[] = []
  let text = ''
  let from = 0
  const keep = (to: number) => {
    for (let at = from; at < to; at += 1) origin.push(at)
    text += said.slice(from, to)
  }
  for (const match of said.matchAll(fillers)) {
    keep(match.index)
    from = match.index + match[0].length
  }
  keep(said.length)
  return {
    text,
    spanOf: (start, end) => [origin[start] ?? 0, (origin[end - 1] ?? said.length - 1) + 1],
  }
}
