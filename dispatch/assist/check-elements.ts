import type { AssistRecord } from '../proposal/proposal.ts'
import type { AnsweredDemand } from './assist-answer.ts'

type Element = AssistRecord['parts'][number]['elements'][number]

/**
 * The elements that stand in the citizen's own words, with where: what was invented, reworded or taken from the operator's side
 * of a call is left out. `own` has the length of the whole text, blank where it is not this demand's (R10).
 */
export function checkElements(own: string, elements: AnsweredDemand['elements']): Element[] {
  const found: Element[] = []
  for (const { name, text: given } of elements) {
    const text = given.trim()
    const start = text === '' ? -1 : own.indexOf(text)
    const known = found.some((one) => one.name === name && one.text === text)
    if (start >= 0 && !known) found.push({ name, text, span: [start, start + text.length] })
  }
  return found
}
