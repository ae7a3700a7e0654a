import { afterReceipt } from './choices.ts'
import { isReady, summaryTurn } from './several-drafts.ts'
import type { Standing } from './step.ts'
import type { Say } from './texts.ts'
import type { Turn } from './turn.ts'

/** After one draft is filed or given up: the summaries that still wait are shown again, or the talk is free. */
export function showRemaining(
  standing: Standing,
  say: Say,
): { standing: Standing; turn: Turn | null } {
  const free = { offer: null, pending: null, progress_asked: false }
  const ready = [...standing.parked, ...(standing.draft ? [standing.draft] : [])].filter(isReady)
  if (ready.length === 0) {
    // A matter that still lacks something: what was asked of it stays asked.
    if (standing.draft) return { standing, turn: null }
    const options = afterReceipt(say)
    const state = { ...standing.state, ...free, asks: null, options }
    return { standing: { ...standing, state }, turn: null }
  }
  const turn = summaryTurn(say, ready, say('ask.confirm_rest', { count: ready.length }))
  const state = { ...standing.state, ...free, asks: turn.asks, options: turn.quick_replies }
  return { standing: { ...standing, state }, turn }
}
