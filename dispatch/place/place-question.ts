import { fillText } from '../../db/kernel/errors.ts'
import type { PlaceCandidate } from '../proposal/proposal.ts'
import type { PlaceIndex } from './place-index.ts'

const maxChoices = 4

/** The question that tells the remaining places apart: a choice of few, else where it is. */
export function placeQuestion(
  questions: PlaceIndex['questions'],
  candidates: readonly PlaceCandidate[],
): string {
  const choices = [...new Set(candidates.map(describe))]
  const [first] = candidates
  const sameName =
    first?.span !== null && candidates.every(({ matched }) => matched === first?.matched)
  if (!first || choices.length > maxChoices) return questions.where
  const lead = sameName ? fillText(questions.which, { matched: first.matched }) : questions.where
  return `${lead}${choices.join('、')}`
}

function describe(candidate: PlaceCandidate): string {
  const street = candidate.subdistrict ?? candidate.district ?? ''
  return candidate.community ? `${street}${candidate.community}` : street
}
