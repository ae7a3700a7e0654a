import { z } from 'zod'
import type { Article } from '../../db/packs/pack.ts'
import { splitPassages } from '../article/split-article.ts'
import { bigrams } from '../language/ngrams.ts'
import { compactText, normaliseText } from '../language/normalise.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { fillPrompt } from '../llm/load-prompt.ts'

/** What the model must give back: sentences, each with the passages it rests on. */
const groundedAnswer = z.strictObject({
  sentences: z
    .array(
      z.strictObject({
        text: z.string().min(2).max(160),
        cites: z.array(z.number().int().positive()).min(1).max(6),
      }),
    )
    .max(8),
})
type GroundedAnswer = z.infer<typeof groundedAnswer>

/** Less than the conversation's own budget for an answer, so that the extractive one is never late. */
const TIMEOUT_MS = 1500

/** Share of a sentence's character pairs that its passages must say: a reworded sentence keeps its content words. */
const MIN_SUPPORT = 0.6

const numbers = /\d+(?:[.,:：]\d+)*%?/g
const names = /《[^》]+》|[a-z][a-z\d.]{2,}/g
const negations = /[不无没免禁勿非](?:\p{Script=Han})/gu

/** Why a sentence is not borne out by the passages that it cites, or null. */
export function checkSentence(text: string, cited: readonly string[]): string | null {
  const said = normaliseText(text)
  const source = compactText(cited.join('\n'))
  if (source === '') return 'cites nothing'
  const missing = (pattern: RegExp) =>
    Array.from(said.matchAll(pattern), ([one]) => compactText(one)).find(
      (one) => !source.includes(one),
    )
  const known = new Set(source.match(numbers))
  const number = (said.replace(/\s/g, '').match(numbers) ?? []).find((one) => !known.has(one))
  if (number !== undefined) return `number ${number}`
  const name = missing(names)
  if (name !== undefined) return `name ${name}`
  const negation = missing(negations)
  if (negation !== undefined) return `negation ${negation}`
  const pairs = bigrams(said)
  const supported = pairs.filter((pair) => source.includes(pair)).length
  return pairs.length > 0 && supported / pairs.length < MIN_SUPPORT ? 'not in the passages' : null
}

/** The text of an answer whose every sentence stands its check, or null. */
export function checkAnswer(answer: GroundedAnswer, passages: readonly string[]): string | null {
  if (answer.sentences.length === 0) return null
  for (const { text, cites } of answer.sentences) {
    const cited = cites.map((n) => passages[n - 1])
    if (cited.some((passage) => passage === undefined)) return null
    if (
      checkSentence(
        text,
        cited.filter((passage) => passage !== undefined),
      ) !== null
    )
      return null
  }
  return answer.sentences
    .map(({ text, cites }) => `${text.trim()}${cites.map((n) => `[${n}]`).join('')}`)
    .join('\n')
}

export interface Grounded {
  text: string
  passages: string[]
}

/**
 * One article's answer in the model's words: every sentence cites a passage and is checked against it. Null where
 * there is no model, no answer in time, or one sentence fails; then the article's own words are the answer (R11).
 */
export async function groundAnswer(
  model: LanguageModel,
  { question, article }: { question: string; article: Article },
): Promise<Grounded | null> {
  const passages = splitPassages(article.body).map(({ heading, text }) =>
    heading === '' ? text : `${heading}：${text}`,
  )
  const prompt = fillPrompt('grounded-answer', {
    redacted: { question },
    published: { title: article.title, passages: passages.map((text, i) => ({ n: i + 1, text })) },
  })
  const found = await model.complete({
    prompt,
    schema: groundedAnswer,
    purpose: 'answer',
    timeoutMs: TIMEOUT_MS,
  })
  const text = found.ok ? checkAnswer(found.value, passages) : null
  return text === null ? null : { text, passages }
}
