import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import { type Draft, fillFromProposal, makeTitle } from './draft.ts'
import { nextQuestion } from './questions.ts'
import { isReady, makeReady, shareIdentity, summaryTurn, unfinished } from './several-drafts.ts'
import type { Effect, InDraft, Step } from './step.ts'
import { revise, wait } from './step.ts'
import type { Say } from './texts.ts'
import { makeTurn } from './turn.ts'

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
  return summarise({ ...standing, draft: ready }, { again, effects, say })
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
  { again, effects, say }: { again: boolean; effects: Effect[]; say: Say },
): Step {
  const others = standing.parked.filter(isReady)
  const several = others.length > 0
  const count = others.length + 1
  const text = again
    ? say('ask.confirm_updated')
    : say(several ? 'ask.confirm_several' : 'ask.confirm', { count })
  const turn = summaryTurn(say, [...others, standing.draft], text)
  // After a change only the changed card is new; the others stand as they were shown.
  const shown = again ? { ...turn, cards: turn.cards.slice(-1) } : turn
  return wait(standing, [shown], effects)
}
