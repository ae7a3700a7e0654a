import { atSummary } from './choices.ts'
import { type Draft, draftCard, NEVER_AGAIN } from './draft.ts'
import type { Standing } from './step.ts'
import type { Say } from './texts.ts'
import { makeTurn, type Turn } from './turn.ts'

/** Several drafts of one conversation: two demands, or a matter left midway. One is open; the others are parked. */

/** Shown to the citizen as a summary, so that it can be confirmed as it is. */
export const isReady = (draft: Draft): boolean => (draft.content.asked['confirm'] ?? 0) > 0

/** The summary that is shown now: a new version, so that an older card cannot be confirmed. */
export function makeReady(draft: Draft): Draft {
  const asked = { ...draft.content.asked, confirm: 1 }
  return { ...draft, version: draft.version + 1, content: { ...draft.content, asked } }
}

/** What was said of oneself holds for every matter: contact and confidentiality are asked once. */
export function shareIdentity(from: Draft, to: Draft): Draft {
  const contact = to.contact ?? from.contact
  const confidential = to.content.confidential ?? from.content.confidential
  const asked = { ...to.content.asked, contact: from.content.asked['contact'] ? NEVER_AGAIN : 0 }
  return { ...to, contact, content: { ...to.content, confidential, asked } }
}

/** The next parked draft that still lacks something, or null. */
export function unfinished({ parked }: Standing): Draft | null {
  return parked.find((draft) => !isReady(draft)) ?? null
}

/** Where the talk stands once the open draft is filed or given up: the newest ready one takes its place. */
export function withoutOpen(standing: Standing, filed: boolean): Standing {
  const rest = filed ? standing.parked.filter((draft) => !isReady(draft)) : standing.parked
  const next = rest.at(-1) ?? null
  return { ...standing, draft: next, parked: rest.filter((draft) => draft !== next) }
}

/** The summaries that wait for confirmation, separately by their own buttons or all at once (R12: a person confirms). */
export function summaryTurn(say: Say, drafts: readonly Draft[], text: string): Turn {
  return makeTurn(text, {
    asks: 'confirm',
    cards: drafts.map((draft) => draftCard(draft, 'open', say)),
    quick_replies: atSummary(say, drafts.length > 1),
  })
}
