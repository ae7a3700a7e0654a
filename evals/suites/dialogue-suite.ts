import { meanOf, share } from './figures.ts'
import type { Suite } from './suite.ts'

/** Scripted dialogues over the socket: reached, without needless questions, in how many turns. */
export const dialogueSuite: Suite = {
  name: 'dialogue',
  zh: '对话',
  headline: 'goal',
  measure: (results, { seed }) => ({
    goal: share(results, (r) => r.right === true),
    at_most_one_needless: share(results, (r) => (r.values['needless'] ?? 0) <= 1),
    needless_questions: meanOf(results, 'needless', seed),
    turns: meanOf(results, 'turns', seed),
  }),
}
