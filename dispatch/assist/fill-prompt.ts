import type { Pack } from '../../db/packs/pack.ts'
import type { Prompt } from '../../kb/llm/language-model.ts'
import { fillPrompt } from '../../kb/llm/load-prompt.ts'
import type { ProposalPart } from '../proposal/proposal.ts'

/** A demand with its place in the proposal. */
export interface Demand {
  part: number
  body: ProposalPart
}

/** Longer texts cost time and tell little more. */
const LONGEST = 1200
const EVIDENCE = 12
/** A definition helps to tell two classes apart; the rest of it does not. */
const DEFINITION = 80

/** The candidates for the first unit. */
export function leadsOf({ units }: Pick<ProposalPart, 'units'>) {
  return units.filter(({ role }) => role === 'lead')
}

/** Why the proposal says what it says, as one line each. */
export function evidenceLines({ evidence }: Pick<ProposalPart, 'evidence'>): string[] {
  return evidence
    .slice(0, EVIDENCE)
    .map(({ text, why }) => (text === '' ? why : `“${text}”：${why}`))
}

/** The question to the model: candidates and evidence as they are, the citizen's words without what names a person. */
export function assistPrompt(pack: Pack, demands: readonly Demand[]): Prompt {
  const rows = new Map(pack.taxonomy.map((row) => [row.code, row]))
  return fillPrompt('assist-proposal', {
    redacted: {
      demands: demands.map(({ body }, index) => ({
        n: index + 1,
        text: body.text.replace(/[^\S\n]{2,}/g, ' ').slice(0, LONGEST),
        classes: body.service_codes.map(({ code, path }) => ({
          code,
          name: path.join(' › '),
          definition: rows.get(code)?.definition.slice(0, DEFINITION) ?? '',
        })),
        units: leadsOf(body).map(({ code, name, reason }) => ({ code, name, reason })),
        evidence: evidenceLines(body),
      })),
    },
  })
}
