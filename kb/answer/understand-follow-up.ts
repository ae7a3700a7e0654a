import { normaliseText } from '../language/normalise.ts'
import { type Question, understandQuestion, type Vocabulary } from './understand-question.ts'

/** Words that go on from what was said: 那周末呢, 还有, 要是丢了呢. */
const goesOn =
  /^(那么?|还有|另外|然后|如果|要是|假如|万一|它|这个|这种|同样|顺便|再问|and |what about )/

/** A question of this length may stand alone even where it begins with 那. */
const SHORT = 16

/** People and states: they belong to some matter and are none (丢了怎么补, 孩子也要去吗). */
const noMatter =
  /^((外地|外省|非本|本地).*|丢了|丢失|遗失|弄丢|掉了|补办|补领|挂失|找不到了|孩子|小孩|老人|异地|跨省|代办|过期|到期)$/

/** Verbs and wrong cuts (能办, 要交) weigh at most this; a noun that names a matter weighs more. */
const WEAK = 6.05

/** Whether a question cannot be understood by itself. */
function needsContext(text: string, { topics }: Question): boolean {
  if (topics.length === 0) return true
  const plain = normaliseText(text).trim()
  if (plain.length > SHORT) return false
  return topics.every(({ word, weight }) => weight <= WEAK || noMatter.test(word))
}

/** 那居住证呢: another matter, and of it what was asked of the last one. */
function askTheSame(own: Question, earlier: readonly string[], vocabulary: Vocabulary): Question {
  const last = earlier.at(-1)
  const same = last !== undefined && own.aspects.length === 0 && /^.{1,12}呢[?。]?$/.test(own.text)
  return same ? { ...own, aspects: understandQuestion(last, vocabulary).aspects } : own
}

/**
 * Reads a question in its conversation: where it says nothing of its matter (要带什么材料), the matter is that of the
 * last question which had one, and what is asked is its own.
 */
export function understandFollowUp(
  text: string,
  earlier: readonly string[],
  vocabulary: Vocabulary,
): Question {
  const own = understandQuestion(text, vocabulary)
  if (!needsContext(text, own)) return askTheSame(own, earlier, vocabulary)
  for (const before of [...earlier].reverse()) {
    const matter = understandQuestion(before, vocabulary)
    if (matter.topics.length === 0) continue
    const words = matter.topics.map((topic) => topic.word).join('')
    const joined = understandQuestion(`${words}${own.text.replace(goesOn, '')}`, vocabulary)
    const aspects = own.aspects.length > 0 ? own.aspects : joined.aspects
    return { ...joined, topics: joined.topics.length > 0 ? joined.topics : matter.topics, aspects }
  }
  return own
}
