export interface Sentence {
  text: string
  /** UTF-16 offsets into the text that was split; `text` is exactly `whole.slice(start, end)`. */
  start: number
  end: number
}

const enders = /[。！？!?；;…\n\r]+[”’」』"')）】]*|\.(?=\s)/g

/** Splits at Chinese and Latin sentence ends and line breaks; a decimal point or a web address is no end. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let from = 0
  const add = (to: number) => {
    const piece = text.slice(from, to)
    const start = from + (piece.length - piece.trimStart().length)
    const end = from + piece.trimEnd().length
    if (end > start) sentences.push({ text: text.slice(start, end), start, end })
    from = to
  }
  for (const match of text.matchAll(enders)) add(match.index + match[0].length)
  add(text.length)
  return sentences
}
