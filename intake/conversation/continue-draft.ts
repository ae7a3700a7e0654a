import type { PlaceCandidate, Proposal } from '../../dispatch/proposal/proposal.ts'
import { choices, PLACE_PREFIX } from './choices.ts'
import { type Draft, draftCard, fillFromProposal, MISREAD_PHONE, makeTitle } from './draft.ts'
import type { Effect, Standing, Step } from './step.ts'
import { wait } from './step.ts'
import type { Say } from './texts.ts'
import { type AskName, makeTurn, type QuickReply, type Turn } from './turn.ts'

/** Two attempts for a place, then a dispatcher asks or finds it. */
const MOST_PLACE_QUESTIONS = 2
const MOST_TIMES = { details: 1, contact: 2 }
/** Fewer letters than this say nothing ("急", "路灯"); classes that need details want a few more. */
const SHORTEST = 4
const SHORTEST_DETAILED = 8
const MOST_PLACES = 5

const timesAsked = (draft: Draft, what: string): number => draft.content.asked[what] ?? 0
const exhausted = (draft: Draft, what: keyof typeof MOST_TIMES): boolean =>
  timesAsked(draft, what) >= MOST_TIMES[what]

/**
 * What comes next for a draft that has just been understood: ask one thing, or show the summary for confirmation.
 * Only what is missing is asked, one thing at a time, and each thing a limited number of times.
 */
export function continueDraft(
  standing: Standing & { draft: Draft },
  proposal: Proposal | null,
  say: Say,
): Step {
  const draft = complete(standing.draft, proposal, say)
  const next =
    askDetails(draft, proposal, say) ??
    askPlace(draft, proposal, say) ??
    askContact(draft, say) ??
    askConfidential(draft, say)
  if (next) {
    const asked = { ...draft.content.asked, [next.what]: timesAsked(draft, next.what) + 1 }
    const counted = { ...draft, content: { ...draft.content, asked } }
    return wait({ state: standing.state, draft: counted }, [next.turn])
  }
  return summarise(standing, draft, { proposal, say })
}

function complete(draft: Draft, proposal: Proposal | null, say: Say): Draft {
  const content = fillFromProposal(draft.content, proposal)
  const title = content.title_edited
    ? content.title
    : makeTitle(content.description, say('draft.default_title'))
  return { ...draft, content: { ...content, title } }
}

interface Question {
  what: 'details' | 'address' | 'contact' | 'confidential'
  turn: Turn
}

function askDetails(draft: Draft, proposal: Proposal | null, say: Say): Question | null {
  const letters = draft.content.description.replace(/[\s\p{P}]/gu, '').length
  const detailed = proposal?.missing.includes('details') ?? false
  if (letters >= (detailed ? SHORTEST_DETAILED : SHORTEST) || exhausted(draft, 'details'))
    return null
  return { what: 'details', turn: makeTurn(say('ask.details'), { asks: 'details' }) }
}

/** How often the place may still be asked: not at all, once for a better one, or until it is found. */
function placeQuestions({ content }: Draft, proposal: Proposal | null): number {
  if (!proposal) return MOST_PLACE_QUESTIONS
  const { place, mode, missing } = proposal
  const unplaced = content.despite !== null && content.despite !== 'inquiry' && !place.district
  if (mode === 'ask_place' || place.ambiguous || unplaced) return MOST_PLACE_QUESTIONS
  const better = missing.includes('address') || missing.includes('district')
  return better && place.subdistrict === null ? 1 : 0
}

function askPlace(draft: Draft, proposal: Proposal | null, say: Say): Question | null {
  const asked = timesAsked(draft, 'address')
  if (asked >= placeQuestions(draft, proposal)) return null
  const options = proposal?.place.ambiguous ? placeOptions(proposal.place.candidates) : []
  if (options.length > 1) {
    const matched = proposal?.place.candidates[0]?.matched ?? ''
    const quick_replies = [...options, { label: say('reply.none_of_these'), value: choices.skip }]
    const turn = makeTurn(say('ask.district', { matched }), { asks: 'address', quick_replies })
    return { what: 'address', turn }
  }
  const quick_replies = asked > 0 ? [{ label: say('reply.skip'), value: choices.skip }] : []
  const text = say(asked > 0 ? 'ask.address_again' : 'ask.address')
  return { what: 'address', turn: makeTurn(text, { asks: 'address', quick_replies }) }
}

function placeOptions(candidates: readonly PlaceCandidate[]): QuickReply[] {
  const labels = new Map<string, string>()
  for (const c of candidates) {
    const label = [c.subdistrict ?? c.district, c.community].filter(Boolean).join(' ')
    if (label !== '' && !labels.has(label)) labels.set(label, `${PLACE_PREFIX}${c.code}`)
  }
  return [...labels].slice(0, MOST_PLACES).map(([label, value]) => ({ label, value }))
}

function askContact(draft: Draft, say: Say): Question | null {
  if (draft.contact !== null || exhausted(draft, 'contact')) return null
  const misread = timesAsked(draft, MISREAD_PHONE) > 0
  const text = say(misread ? 'ask.contact_invalid' : 'ask.contact')
  const quick_replies = [{ label: say('reply.skip_contact'), value: choices.skip }]
  return { what: 'contact', turn: makeTurn(text, { asks: 'contact', quick_replies }) }
}

/** Asked only of those who leave something to keep confidential. */
function askConfidential(draft: Draft, say: Say): Question | null {
  if (draft.contact === null || draft.content.confidential !== null) return null
  const quick_replies = [
    { label: say('reply.confidential'), value: choices.confidential },
    { label: say('reply.not_confidential'), value: choices.notConfidential },
  ]
  const asks: AskName = 'identity'
  return { what: 'confidential', turn: makeTurn(say('ask.confidential'), { asks, quick_replies }) }
}

function summarise(
  { state }: Standing,
  draft: Draft,
  { proposal, say }: { proposal: Proposal | null; say: Say },
): Step {
  const again = timesAsked(draft, 'confirm') > 0
  const shown: Draft = {
    ...draft,
    version: draft.version + 1,
    content: { ...draft.content, asked: { ...draft.content.asked, confirm: 1 } },
  }
  const effects: Effect[] = proposal ? [{ type: 'keep-proposal', proposal }] : []
  const turn = makeTurn(say(again ? 'ask.confirm_updated' : 'ask.confirm'), {
    asks: 'confirm',
    cards: [draftCard(shown, 'open', say)],
  })
  return wait({ state, draft: shown }, [turn], effects)
}
