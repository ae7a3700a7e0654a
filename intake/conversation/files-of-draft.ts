import type { Draft, SentFiles } from './draft.ts'
import type { Incoming, Standing, Step } from './step.ts'

/** What the citizen sends goes with the matter that it was sent to, or with every matter that it came with (R10). */

const give = (draft: Draft, files: readonly SentFiles[]): Draft => ({
  ...draft,
  content: { ...draft.content, files: [...(draft.content.files ?? []), ...files] },
})

/** Facts that are added to a filed request take their pictures along. */
const takesFiles = (effect: Step['effects'][number]): boolean =>
  effect.type === 'order-action' && ['add_facts', 'reopen'].includes(effect.action)

/**
 * Files of a message: to the drafts that it opened, with those that were sent before a word was said; else to the draft that was
 * current when it came; else to the filed request that it adds facts to. What belongs to nothing yet waits for the next matter.
 */
export function keepFiles(before: Standing, step: Step, message: Incoming): Step {
  const count = message.attachments ?? 0
  const sent = count > 0 ? [{ message_id: message.id, count }] : []
  const known = new Set([before.draft, ...before.parked].map((draft) => draft?.id))
  const drafts = [...(step.draft ? [step.draft] : []), ...step.parked]
  const fresh = drafts.filter(({ id }) => !known.has(id)).map(({ id }) => id)
  const current = drafts.find(({ id }) => id === before.draft?.id)?.id
  const waiting = before.draft === null ? step.state.files : []
  const rest = before.draft === null ? [] : step.state.files
  if (fresh.length > 0) return spread(step, { ids: fresh, files: [...waiting, ...sent], rest })
  if (sent.length > 0 && current !== undefined) {
    return spread(step, { ids: [current], files: sent, rest: step.state.files })
  }
  const files = [...step.state.files, ...sent]
  if (!step.effects.some(takesFiles)) return { ...step, state: { ...step.state, files } }
  const effects = step.effects.map((effect) => (takesFiles(effect) ? { ...effect, files } : effect))
  return { ...step, effects, state: { ...step.state, files: [] } }
}

function spread(
  step: Step,
  to: { ids: readonly string[]; files: readonly SentFiles[]; rest: SentFiles[] },
): Step {
  const filled = (draft: Draft) => (to.ids.includes(draft.id) ? give(draft, to.files) : draft)
  return {
    ...step,
    draft: step.draft && filled(step.draft),
    parked: step.parked.map(filled),
    state: { ...step.state, files: to.rest },
  }
}
