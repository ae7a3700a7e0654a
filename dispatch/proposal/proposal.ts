import { z } from 'zod'
import { deadlines, dispatchModes, requestKinds } from '../../db/packs/pack.ts'
import { completionFailures } from '../../kb/llm/language-model.ts'

/**
 * A proposal: what the system suggests for one request, with its reasons. The keys are the wire format of
 * `jiesu propose`, of the console and of the stored row: one schema, one place. A person decides (R12).
 */

export const triageOutcomes = [
  'emergency',
  'secret_privacy',
  'unlawful',
  'statutory_channel',
  'repeat',
  'outside_duties',
  'inquiry',
  'dispatch',
] as const
export type TriageOutcome = (typeof triageOutcomes)[number]

/** What a line of the proposal rests on; `span` are UTF-16 offsets into the text that was given. */
export const evidence = z.object({
  for: z.enum([
    'triage',
    'kind',
    'class',
    'place',
    'unit',
    'mode',
    'deadline',
    'respondent',
    'flag',
    'duplicate',
  ]),
  source: z.enum([
    'lexicon',
    'catalogue',
    'classifier',
    'history',
    'neighbour',
    'place',
    'pack',
    'llm',
  ]),
  ref: z.string(),
  text: z.string(),
  span: z.tuple([z.number().int(), z.number().int()]).nullable(),
  why: z.string(),
})
export type Evidence = z.infer<typeof evidence>

export const serviceCandidate = z.object({
  code: z.string(),
  name: z.string(),
  path: z.array(z.string()),
  p: z.number().min(0).max(1),
})
export type ServiceCandidate = z.infer<typeof serviceCandidate>

export const placeCandidate = z.object({
  level: z.enum(['city', 'district', 'subdistrict', 'community']),
  code: z.string(),
  district: z.string().nullable(),
  subdistrict: z.string().nullable(),
  community: z.string().nullable(),
  score: z.number(),
  matched: z.string(),
  span: z.tuple([z.number().int(), z.number().int()]).nullable(),
  how: z.string(),
})
export type PlaceCandidate = z.infer<typeof placeCandidate>

/** `district` is `朝阳区`, `subdistrict` `朝阳区望京街道`, `community` the community's own name. */
export const proposedPlace = z.object({
  district: z.string().nullable(),
  subdistrict: z.string().nullable(),
  community: z.string().nullable(),
  ambiguous: z.boolean(),
  /** What to ask, when more than one place remains. */
  question: z.string().nullable(),
  candidates: z.array(placeCandidate),
})
export type ProposedPlace = z.infer<typeof proposedPlace>

export const unitRoles = ['lead', 'supporting', 'copy'] as const

export const proposedUnit = z.object({
  code: z.string(),
  name: z.string(),
  level: z.string(),
  role: z.enum(unitRoles),
  p: z.number().min(0).max(1),
  reason: z.string(),
})
export type ProposedUnit = z.infer<typeof proposedUnit>

export const proposalModes = [...dispatchModes, 'ask_place', 'none'] as const

const proposalCore = z.object({
  triage: z.enum(triageOutcomes),
  /** `R11-1` … of the regulation; `R12` where a unit is chosen. */
  article: z.string(),
  emergency_number: z.string().nullable(),
  kind: z.enum(requestKinds),
  service_codes: z.array(serviceCandidate),
  place: proposedPlace,
  units: z.array(proposedUnit),
  mode: z.enum(proposalModes),
  deadline: z.enum(deadlines).nullable(),
  deadline_reason: z.string(),
  respondent: z.string().nullable(),
  confidential: z.boolean(),
  flags: z.array(z.string()),
  /** What the citizen would be told, in plain Chinese. */
  reply: z.string(),
  /** Calibrated probability that the lead unit is right. */
  confidence: z.number().min(0).max(1),
  /** True where the system says "I don't know"; `abstain_reason` says what to do instead. */
  abstain: z.boolean(),
  abstain_reason: z.string(),
  catalogue_line: z.string().nullable(),
  legal_basis: z.string(),
  /** What is still missing, in the order in which to ask (element names of the taxonomy). */
  missing: z.array(z.string()),
  text: z.string(),
  evidence: z.array(evidence),
})

/** Element words that a language model may read out of a text; each stands in it word for word. */
export const assistElements = [
  'address',
  'time',
  'respondent',
  'count',
  'severity',
  'line',
  'direction',
  'licence',
] as const

/** That a language model was asked, and what came of it; the rules' outcomes are never its own (R11, R12). */
export const assistRecord = z.object({
  model: z.string(),
  /** Name and version of the prompt. */
  prompt: z.string(),
  /**
   * `agreed`: its choice is the proposal's own; `moved`: another candidate went first; `not_moved`: its preference was too
   * weak against the evidence; `refused`: its choice is no candidate, or a rule would have come out otherwise.
   */
  outcome: z.enum(['agreed', 'moved', 'not_moved', 'refused', ...completionFailures]),
  ms: z.number(),
  /** One for each demand that it was asked about; `part` is the place in `parts`, 0 for a single demand. */
  parts: z.array(
    z.object({
      part: z.number().int(),
      elements: z.array(
        z.object({
          name: z.enum(assistElements),
          text: z.string(),
          span: z.tuple([z.number().int(), z.number().int()]),
        }),
      ),
      /** One or two sentences for the dispatcher, checked against the evidence; null where they fail the check. */
      reason: z.string().nullable(),
    }),
  ),
})
export type AssistRecord = z.infer<typeof assistRecord>

export const proposal = proposalCore.extend({
  /** Several demands in one message: one proposal each; the top level is the first. Empty for one demand. */
  parts: z.array(proposalCore),
  versions: z.object({
    pack: z.string(),
    model: z.string(),
    index: z.string(),
    policy: z.string(),
  }),
  /** Absent where no language model was asked. */
  assist: assistRecord.optional(),
  ms: z.number(),
})
export type Proposal = z.infer<typeof proposal>
export type ProposalPart = z.infer<typeof proposalCore>

/** A choice among the candidates of one demand; null where nothing is preferred. */
export interface Preference {
  serviceCode: string | null
  leadUnit: string | null
}

/** One request to understand. A `call` text is a transcript with lines `市民：` and `坐席：`. */
export interface ProposeInput {
  channel: string
  text: string
  /** Elements that are already known from the conversation, form or phone. */
  known?: {
    address?: string
    pin?: { lng: number; lat: number }
    kind?: Proposal['kind']
    confidential?: boolean
  }
  at: Date
  /** Let the configured language model take part, within this time; without one nothing changes. */
  assist?: { budgetMs?: number }
  /** What a language model would put first, by the text of the demand. */
  prefer?: ReadonlyMap<string, Preference>
}

export type Propose = (input: ProposeInput) => Promise<Proposal>
