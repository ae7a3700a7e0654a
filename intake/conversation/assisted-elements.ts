import type { AssistRecord, Proposal } from '../../dispatch/proposal/proposal.ts'
import { addressOf, type Draft } from './draft.ts'
import { type ElementName, elementNames } from './element-entry.ts'
import { noteElement } from './elements.ts'

type Found = AssistRecord['parts'][number]['elements'][number]

const isElement = (name: string): name is ElementName =>
  elementNames.some((known) => known === name)

/** Where nothing was ever known; what the citizen said, chose, corrected or took out is never touched. */
function isEmpty(draft: Draft, name: ElementName): boolean {
  if (draft.content.elements.some((entry) => entry.name === name)) return false
  return name !== 'address' || addressOf(draft.content) === ''
}

function noteOne(draft: Draft, { name, text }: Found): Draft {
  if (!isElement(name) || !isEmpty(draft, name)) return draft
  const words = draft.content.words.find((said) => said.text.includes(text))
  // A draft shows its elements to be confirmed: what cannot be traced to a message is not put there.
  if (!words) return draft
  const message = { id: words.message_id, masked: words.text }
  return noteElement(draft, { name, value: text, message })
}

/**
 * Elements that a language model read out of the draft's own words, word for word, where the rules found none (R10). The citizen
 * sees them on the card and can change them; without a model there are none.
 */
export function noteAssisted(draft: Draft, proposal: Proposal | null): Draft {
  const found = proposal?.assist?.parts.flatMap(({ elements }) => elements) ?? []
  return found.reduce(noteOne, draft)
}
