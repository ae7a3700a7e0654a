import { normaliseText } from '../language/normalise.ts'
import { type Question, understandQuestion, type Vocabulary } from './understand-question.ts'

/** Words that go on from what was said: 那周末呢, 还有, 要是丢了呢. */
const goesOn =
  /^(那么?|还有|另外|然后|如果|要是|假如|万一|它|这个|这种|同样|顺便|再问|and |what about )/

/** A question of this length may stand alone even where it begins with 那. */
const SHORT = 16

/** Whether a question cannot be understood by itself. */
function needsContext(text: string, question: Question): boolean {
  if (question.topics.length === 0) return true
  const plain = normaliseText(text).trim()
  return plain.length <= SHORT && question.topics.length <= 1 && goesOn.test(plain)
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
  if (!needsContext(text, own)) return own
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
