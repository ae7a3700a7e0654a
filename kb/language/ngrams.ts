const words = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const han = /\p{Script=Han}/u

/** Runs of Han characters, and runs of other letters and digits; punctuation and spaces separate them. */
function splitRuns(text: string): string[] {
  return Array.from(text.matchAll(words), (match) => match[0])
}

/** Every pair of neighbouring Han characters; a number or Latin word is one token (`12345`, `etc`). */
export function bigrams(text: string): string[] {
  const tokens: string[] = []
  for (const run of splitRuns(text)) {
    if (!han.test(run)) {
      tokens.push(run)
      continue
    }
    const chars = Array.from(run)
    for (let i = 0; i + 1 < chars.length; i += 1) tokens.push(`${chars[i]}${chars[i + 1]}`)
  }
  return tokens
}

/** Every Han character; a number or Latin word is one token. For queries too short for bigrams. */
export function unigrams(text: string): string[] {
  return splitRuns(text).flatMap((run) => (han.test(run) ? Array.from(run) : [run]))
}
