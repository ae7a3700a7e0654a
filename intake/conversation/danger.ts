import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import { said } from './draft-steps.ts'
import { beside } from './hand-over-steps.ts'
import { detectIntent, saysNothing } from './intent.ts'
import { detectOrderWish } from './order-intent.ts'
import { type Context, type Effect, type Step, wait, withState } from './step.ts'
import { emergencyTurn } from './triage-turns.ts'

/** Danger interrupts whatever was being asked; the question stays open and the talk resumes. */
export function emergency(context: Context): Step | null {
  const { standing, message, heard, say } = context
  const { proposal, answer } = heard
  const selfHarm = proposal?.flags.includes('self_harm') ?? false
  const found = proposal?.triage === 'emergency' || answer?.outcome === 'emergency'
  if (!found && !selfHarm) return null
  if (!selfHarm && !namesDanger(proposal) && isSmallWish(message.text)) return null
  // Somebody who files what is left of an emergency that was shown is not interrupted by each further detail.
  if (standing.draft?.content.despite === 'emergency') return null
  const turn = emergencyTurn(say, proposal)
  const number = proposal?.emergency_number ?? '110'
  const effects: Effect[] = [{ type: 'alarm', number, text: message.masked }]
  // Somebody who may hurt himself is put through to a person at once, before everybody who waits.
  if (selfHarm) effects.push({ type: 'hand-over', reason: 'self_harm', urgent: true, say: false })
  if (standing.draft) return wait(standing, [beside(context, turn)], effects)
  const offer = { words: [said(message)], despite: 'emergency' as const, asked: false }
  return wait(withState(standing, { offer }), [turn], effects)
}

/** "我有个问题", "撤了吧，有人扶起来了" may lie near the examples of danger, but nothing of danger was said. */
const isSmallWish = (text: string): boolean =>
  saysNothing(text) || detectOrderWish(text) !== null || detectIntent(text) !== null

/** Whether a rule found words of danger; likeness to examples alone is no word. */
function namesDanger(proposal: Proposal | null): boolean {
  const why = proposal?.evidence.filter((e) => e.for === 'triage') ?? []
  return why.some((e) => e.source !== 'classifier')
}

/** Signs of a collective matter, threats, harm or the press reach a reviewer at once, whatever is answered (R29). */
const riskFlags = ['collective', 'threats', 'self_harm', 'minors', 'media']

export function withRisk({ heard, message, standing }: Context, step: Step): Step {
  const known = standing.state.flagged
  const fresh = (heard.proposal?.flags ?? []).filter(
    (flag) => riskFlags.includes(flag) && !known.includes(flag),
  )
  if (fresh.length === 0) return step
  const risk: Effect = { type: 'risk', flags: fresh, text: message.masked }
  const told = withState(step, { flagged: [...known, ...fresh] })
  return { ...told, effects: [...step.effects, risk] }
}
