import type { Pack } from '../../db/packs/pack.ts'
import type { Completion, LanguageModel } from '../../kb/llm/language-model.ts'
import type {
  AssistRecord,
  Preference,
  Proposal,
  Propose,
  ProposeInput,
} from '../proposal/proposal.ts'
import { citizenWords } from '../triage/citizen-words.ts'
import { type AnsweredDemand, type AssistAnswer, assistAnswer } from './assist-answer.ts'
import { checkElements } from './check-elements.ts'
import { checkReason, type KnownNames, knownNames } from './check-reason.ts'
import { assistPrompt, type Demand, leadsOf } from './fill-prompt.ts'
import { isSameOutcome, soberProposal } from './same-outcome.ts'

export interface AssistOptions {
  pack: Pack
  languageModel: LanguageModel
  /** Told of a proposal that could not be made anew with a preference: the offline one stood. */
  onFailure?: ((error: unknown) => void) | undefined
  now?: () => number
}

/** With less left than this nothing is asked. */
const LEAST_MS = 100

interface Asked {
  input: ProposeInput
  offline: Proposal
  demands: readonly Demand[]
}

/**
 * The demands that a model may look at: those that are dispatched by class and unit. Emergencies wait for nobody, the special
 * cases of R11 are the rules' alone, and what was said in confidence does not leave the house (R8).
 */
function demandsOf(offline: Proposal): Demand[] {
  const bodies = offline.parts.length > 0 ? offline.parts : [offline]
  if (bodies.some(({ triage, confidential }) => triage === 'emergency' || confidential)) return []
  return bodies
    .map((body, part) => ({ body, part }))
    .filter(({ body }) => body.mode !== 'none' && body.service_codes.length > 0)
}

function isCandidate({ body }: Demand, { service_code, lead_unit }: AnsweredDemand): boolean {
  return (
    (service_code === null || body.service_codes.some(({ code }) => code === service_code)) &&
    (lead_unit === null || leadsOf(body).some(({ code }) => code === lead_unit))
  )
}

/** Its choice by demand, null where it names what is no candidate; demands that it agrees with are left out. */
function preferencesOf(
  demands: readonly Demand[],
  answer: AssistAnswer,
): Map<string, Preference> | null {
  const preferences = new Map<string, Preference>()
  for (const given of answer.demands) {
    const demand = demands[given.n - 1]
    if (!demand || !isCandidate(demand, given)) return null
    const { body } = demand
    const serviceCode =
      given.service_code === body.service_codes[0]?.code ? null : given.service_code
    const leadUnit = given.lead_unit === leadsOf(body)[0]?.code ? null : given.lead_unit
    if (serviceCode !== null || leadUnit !== null)
      preferences.set(body.text, { serviceCode, leadUnit })
  }
  return preferences
}

/** The words of one demand at their own offsets; those of the others are blank where they can be told apart. */
function ownWords({ text, channel }: ProposeInput, { body }: Demand): string {
  const own = citizenWords(text, channel)
  const start = own.indexOf(body.text)
  if (start < 0) return own
  return ' '.repeat(start) + body.text
}

function partsOf(
  { input, demands }: Asked,
  answer: AssistAnswer,
  names: KnownNames,
): AssistRecord['parts'] {
  return demands.flatMap((demand, index) => {
    const given = answer.demands.find(({ n }) => n === index + 1)
    if (!given) return []
    const elements = checkElements(ownWords(input, demand), given.elements)
    const reason = checkReason(given.reason, demand.body, names)
    return [{ part: demand.part, elements, reason }]
  })
}

const firstOf = (proposal: Proposal) =>
  [proposal, ...proposal.parts].map((one) => [one.service_codes[0]?.code, leadsOf(one)[0]?.code])

/**
 * The proposal with the help of a language model, where the caller wishes it (`input.assist`): elements word for word, a choice
 * among the candidates with a bounded weight, a reason that the evidence bears out. The rules are applied anew to the chosen
 * order, and if one would come out otherwise the offline proposal stands; so it does on every failure and after the budget.
 */
export function assistProposals(propose: Propose, options: AssistOptions): Propose {
  const { pack, languageModel, now = () => performance.now() } = options
  const names = knownNames(pack)

  const reorder = async (
    { input, offline }: Asked,
    prefer: ReadonlyMap<string, Preference>,
  ): Promise<{ outcome: AssistRecord['outcome']; proposal: Proposal }> => {
    const again = await propose({ ...input, prefer })
    if (!isSameOutcome(offline, again)) return { outcome: 'refused', proposal: offline }
    const moved = JSON.stringify(firstOf(offline)) !== JSON.stringify(firstOf(again))
    if (!moved) return { outcome: 'not_moved', proposal: offline }
    return { outcome: 'moved', proposal: soberProposal(offline, again) }
  }

  const follow = async (asked: Asked, found: Completion<AssistAnswer>) => {
    const nothing = { proposal: asked.offline, parts: [] }
    if (!found.ok) return { ...nothing, outcome: found.reason }
    const prefer = preferencesOf(asked.demands, found.value)
    if (prefer === null) return { ...nothing, outcome: 'refused' as const }
    const parts = partsOf(asked, found.value, names)
    if (prefer.size === 0) return { ...nothing, parts, outcome: 'agreed' as const }
    const { outcome, proposal } = await reorder(asked, prefer)
    // What was worded for another choice does not explain the one that stands.
    const kept = outcome === 'moved' ? parts : parts.map((part) => ({ ...part, reason: null }))
    return { proposal, parts: kept, outcome }
  }

  return async (input) => {
    const { assist, ...plain } = input
    const since = now()
    const offline = await propose(plain)
    const demands = assist ? demandsOf(offline) : []
    // Offline proposal and question together: later than this the offline one stands.
    const budget = Math.min(assist?.budgetMs ?? Number.POSITIVE_INFINITY, languageModel.budgetMs)
    const left = budget - (now() - since)
    if (demands.length === 0 || left < LEAST_MS) return offline
    const prompt = assistPrompt(pack, demands)
    const asked = { input: plain, offline, demands }
    try {
      const found = await languageModel.complete({
        prompt,
        schema: assistAnswer,
        purpose: 'proposal',
        timeoutMs: left,
      })
      const { proposal, parts, outcome } = await follow(asked, found)
      const ms = Math.round((now() - since) * 10) / 10
      const { model } = languageModel
      const record = { model, prompt: `${prompt.name}@${prompt.version}`, outcome, ms, parts }
      return { ...proposal, assist: record }
    } catch (error) {
      options.onFailure?.(error)
      return offline
    }
  }
}
