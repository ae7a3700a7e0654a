import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import { CLASS_PREFIX } from './choices.ts'
import { type Draft, fillFromProposal, makeTitle } from './draft.ts'
import { nextQuestion } from './questions.ts'
import { isReady, makeReady, shareIdentity, summaryTurn, unfinished } from './several-drafts.ts'
import type { Effect, InDraft, Step } from './step.ts'
import { revise, wait } from './step.ts'
import type { Say } from './texts.ts'
import { makeTurn, type QuickReply } from './turn.ts'

/**
 * What comes next for a draft that has just been understood: ask one thing, take up another matter that still lacks
 * something, or show the summaries for confirmation. Each thing is asked a limited number of times.
 */
export function continueDraft(standing: InDraft, proposal: Proposal | null, say: Say): Step {
  const draft = complete(standing.draft, proposal, say)
  const next = nextQuestion(draft, proposal, say)
  if (next) {
    const times = (draft.content.asked[next.what] ?? 0) + 1
    const asked = { ...draft.content.asked, [next.what]: times }
    const counted = { ...draft, content: { ...draft.content, asked } }
    return wait({ ...standing, draft: counted }, [next.turn])
  }
  const again = isReady(draft)
  const ready = makeReady(draft)
  const effects: Effect[] = proposal ? [{ type: 'keep-proposal', draftId: draft.id, proposal }] : []
  const lacking = unfinished(standing)
  if (lacking) {
    const parked = [...standing.parked.filter((other) => other !== lacking), ready]
    const turns = [makeTurn(say('draft.next', { title: titleOf(lacking, say) }))]
    return revise({ ...standing, parked }, shareIdentity(ready, lacking), { turns, effects })
  }
  const others = offerClasses(ready, proposal, say)
  return summarise({ ...standing, draft: ready }, { again, effects, say, others })
}

/** Less sure of the class than this, the summary offers the next ones, to be taken with one press. */
const UNSURE = 0.6
const MOST_CLASSES = 2

function offerClasses({ content }: Draft, proposal: Proposal | null, say: Say): QuickReply[] {
  const [first, ...rest] = proposal?.service_codes ?? []
  if (!first || first.p >= UNSURE || content.class_chosen !== null) return []
  const offered = rest.filter(({ code }) => content.class_options.some((o) => o.code === code))
  return offered.slice(0, MOST_CLASSES).map(({ code, path }) => ({
    label: say('reply.class', { name: path.at(-1) ?? '' }),
    value: `${CLASS_PREFIX}${code}`,
  }))
}

function titleOf({ content }: Draft, say: Say): string {
  return content.title || makeTitle(content.description, say('draft.default_title'))
}

function complete(draft: Draft, proposal: Proposal | null, say: Say): Draft {
  const content = fillFromProposal(draft.content, proposal)
  const title = content.title_edited
    ? content.title
    : makeTitle(content.description, say('draft.default_title'))
  return { ...draft, content: { ...content, title } }
}

function summarise(
  standing: InDraft,
  {
    again,
    effects,
    say,
    others: classes,
  }: { again: boolean; effects: Effect[]; say: Say; others: QuickReply[] },
): Step {
  const others = standing.parked.filter(isReady)
  const several = others.length > 0
  const count = others.length + 1
  const text = again
    ? say('ask.confirm_updated')
    : say(several ? 'ask.confirm_several' : 'ask.confirm', { count })
  const summary = summaryTurn(say, [...others, standing.draft], text)
  const quick_replies = [...summary.quick_replies, ...(several ? [] : classes)]
  const turn = { ...summary, quick_replies }
  // After a change only the changed card is new; the others stand as they were shown.
  const shown = again ? { ...turn, cards: turn.cards.slice(-1) } : turn
  return wait(standing, [shown], effects)
}
