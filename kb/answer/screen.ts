import type { AnswerKey } from './answer-texts.ts'
import type { AskResult } from './ask-result.ts'

/** A question that no article may answer, whatever the search would find (R11): why, and what is said. */
export interface Screened {
  outcome: AskResult['outcome']
  key: AnswerKey
  reason: string
}

/** Which questions those are: patterns over normalised text. */
export interface Screen extends Screened {
  when: RegExp
  unless?: RegExp
}
