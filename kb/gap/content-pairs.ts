import { bigrams, unigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'

/** Polite words and words of every question say nothing of the matter. */
const filler =
  /请问|您好|你好|怎么办|怎么|如何|什么|哪里|哪儿|多少钱|多少|可以|是否|需要|应该|一下|我想|想问|咨询|办理|手续|材料|吗|呢|啊|呀|的|了|在/g

/** The pairs of characters that say what a question is about (pure); of a question of filler alone, all it has. */
export function contentPairs(text: string): Set<string> {
  const plain = normaliseText(text)
  const pairs = bigrams(plain.replace(filler, ' '))
  return new Set(pairs.length > 1 ? pairs : [...bigrams(plain), ...unigrams(plain)])
}

/** How many of a question's pairs stand in a text, 0..1 (pure). */
export function contentShare(question: string, normalisedText: string): number {
  const pairs = [...contentPairs(question)]
  if (pairs.length === 0) return 0
  return pairs.filter((pair) => normalisedText.includes(pair)).length / pairs.length
}
