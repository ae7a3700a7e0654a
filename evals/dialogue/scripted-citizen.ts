import type { TurnFrame } from '../../intake/protocol/chat-frames.ts'
import type { CitizenTurn, DialogueCase, ScriptedReply } from '../cases/case-formats.ts'

type Ask = NonNullable<TurnFrame['asks']>
export type Move = CitizenTurn | { confirm: true } | { discard: true } | { passOver: true }

/** Everybody may be asked these once: they are part of filing, not a detour. */
const usual: readonly Ask[] = ['contact', 'identity', 'confirm']

export interface ScriptedCitizen {
  /** What the citizen does after the assistant has asked this (or nothing); null = nothing more to do. */
  next(asks: Ask | null): Move | null
  needless: string[]
}

/** A place may be asked as `district` or `address`: one answer serves both. */
function repliesTo(script: DialogueCase, ask: Ask): ScriptedReply[] {
  const { answers } = script
  const twin = { address: answers.district, district: answers.address } as Partial<
    Record<Ask, (typeof answers)[Ask]>
  >
  return [answers[ask] ?? twin[ask] ?? []].flat()
}

function toMove(ask: Ask, reply: ScriptedReply): Move {
  if (typeof reply !== 'string') return reply
  if (ask !== 'confirm') return { say: reply }
  if (reply === 'confirm') return { confirm: true }
  return reply === 'discard' ? { discard: true } : { say: reply }
}

/** Plays the citizen of a script: answers what is asked, does the rest of its turns otherwise. Pure but for its own memory. */
export function createScriptedCitizen(script: DialogueCase): ScriptedCitizen {
  const turns = [...script.turns]
  const used = new Map<Ask, number>()
  const needless: string[] = []

  const answer = (ask: Ask): Move => {
    const replies = repliesTo(script, ask)
    const count = used.get(ask) ?? 0
    used.set(ask, count + 1)
    const isNeedless = count >= replies.length && !usual.includes(ask)
    if (isNeedless) needless.push(ask)
    const reply = replies[Math.min(count, replies.length - 1)]
    if (reply !== undefined) return toMove(ask, reply)
    return ask === 'confirm' ? { confirm: true } : { passOver: true }
  }

  return {
    needless,
    next: (asks) => {
      if (asks !== null && asks !== 'confirm') return answer(asks)
      const turn = turns.shift()
      if (turn) return turn
      return asks === null ? null : answer(asks)
    },
  }
}
