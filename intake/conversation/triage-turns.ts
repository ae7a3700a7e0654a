import type { Proposal, TriageOutcome } from '../../dispatch/proposal/proposal.ts'
import { isToldApart } from '../../dispatch/triage/rule-evidence.ts'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import type { Card, ProgressCard } from '../protocol/chat-frames.ts'
import { afterAnswer, afterReceipt, choices, fileAnyway, humanReply } from './choices.ts'
import { emergencyNumbers, type Say, statutoryChannels } from './texts.ts'
import { makeTurn, type Turn } from './turn.ts'

/** Outcomes that name another way or dissuade; each is information with "file it anyway" (R11). */
export type ShownOutcome = Extract<
  TriageOutcome,
  'secret_privacy' | 'unlawful' | 'statutory_channel' | 'repeat' | 'outside_duties'
>
const shown: readonly string[] = [
  'secret_privacy',
  'unlawful',
  'statutory_channel',
  'repeat',
  'outside_duties',
]

export function isShown(outcome: TriageOutcome): outcome is ShownOutcome {
  return shown.includes(outcome)
}

type EmergencyNumber = (typeof emergencyNumbers)[number]

type EmergencyContact = Extract<Card, { type: 'emergency' }>['numbers'][number]

/** The emergency card (R11-1): said first, before anything else, with the likely number on top. */
export function emergencyTurn(say: Say, proposal: Proposal | null): Turn {
  const known = emergencyNumbers.find((n) => n === proposal?.emergency_number)
  const ordered = known
    ? [known, ...emergencyNumbers.filter((n) => n !== known)]
    : [...emergencyNumbers]
  const selfHarm = proposal?.flags.includes('self_harm') ?? false
  const text = selfHarm
    ? say('selfharm.lead')
    : say('emergency.card', { number: known ?? emergencyNumbers.join(' / ') })
  const numbers: EmergencyContact[] = ordered.map((n) => ({
    number: n,
    name: say(`emergency.${n}`),
    tel: `tel:${n}`,
  }))
  const hotline = say('selfharm.number')
  // Somebody to talk to stands beside the ones who come.
  if (selfHarm) {
    numbers.splice(1, 0, { number: hotline, name: say('selfharm.name'), tel: `tel:${hotline}` })
  }
  const card: Card = {
    type: 'emergency',
    numbers,
    advice: selfHarm ? [say('selfharm.advice')] : advice(say, known),
  }
  return makeTurn(text, {
    outcome: 'emergency_card',
    cards: [card],
    quick_replies: fileAnyway(say),
  })
}

function advice(say: Say, number: EmergencyNumber | undefined): string[] {
  const lines = [say('emergency.advice.safe'), say('emergency.advice.where')]
  if (number === '119' || number === '120') lines.push(say(`emergency.advice.${number}`))
  return lines
}

function channelOf(proposal: Proposal): (typeof statutoryChannels)[number] | null {
  const grounds = proposal.evidence.filter((e) => e.for === 'triage' && !isToldApart(e))
  const refs = grounds.map((e) => e.ref)
  return statutoryChannels.find((name) => refs.some((ref) => ref.includes(name))) ?? null
}

/** The turn of an R11 branch that is not dispatched by itself: told in its own way, and never the end. */
export function shownTurn(say: Say, outcome: ShownOutcome, proposal: Proposal): Turn {
  if (outcome === 'statutory_channel') return statutoryTurn(say, proposal)
  const quick_replies = fileAnyway(say)
  if (outcome === 'outside_duties') {
    const text = say('outside.lead', { how: say('outside.default') })
    return makeTurn(chinese(say, proposal) ?? text, {
      outcome: 'statutory_channel',
      cards: [channelCard(proposal, [], say('outside.default'))],
      quick_replies,
    })
  }
  if (outcome === 'repeat') {
    // Nothing of theirs is known here: number and code find it, on whatever device it was filed.
    return makeTurn(say('repeat.unknown'), { quick_replies: [...quick_replies, humanReply(say)] })
  }
  const key = outcome === 'secret_privacy' ? 'secret.lead' : 'unlawful.lead'
  return makeTurn(say(key), { outcome: 'refused', quick_replies })
}

function statutoryTurn(say: Say, proposal: Proposal): Turn {
  const channel = channelOf(proposal)
  const name = channel ? say(`statutory.${channel}`) : ''
  const how = channel ? [say(`statutory.${channel}.how`)] : []
  const fallback = say('statutory.lead', { channel: name })
  return makeTurn(channel ? fallback : (chinese(say, proposal) ?? fallback), {
    outcome: 'statutory_channel',
    cards: channel ? [channelCard(proposal, how, name)] : [],
    quick_replies: fileAnyway(say),
  })
}

/** The proposal words its reply in Chinese only; those who write in English get the pack's sentence. */
function chinese(say: Say, proposal: Proposal): string | null {
  const isChinese = /\p{Script=Han}/u.test(say('reply.skip'))
  return isChinese && proposal.reply !== '' ? proposal.reply : null
}

function channelCard(proposal: Proposal, how: string[], name: string): Card {
  const why = proposal.evidence.find((e) => e.for === 'triage')?.text ?? ''
  return { type: 'channel', name, why, article: proposal.article, how }
}

/**
 * An answer with its source (R11: answered at once), or what to do instead: another channel, a question back, or that the
 * articles do not cover it. Nothing is made up, and everything can be filed.
 */
export function answerTurn(say: Say, answer: AskResult | null): Turn {
  const text = answer?.answer || say('answer.not_covered')
  switch (answer?.outcome) {
    case 'answered': {
      const cards = answer.citations.map((c) => ({ type: 'answer' as const, ...c, owner: '' }))
      return makeTurn(text, { outcome: 'answered', cards, quick_replies: afterAnswer(say) })
    }
    case 'redirect':
      return makeTurn(text, { outcome: 'statutory_channel', quick_replies: fileAnyway(say) })
    case 'ask':
      return makeTurn(text, { asks: 'details', quick_replies: fileAnyway(say) })
    default:
      return makeTurn(text, { quick_replies: fileAnyway(say) })
  }
}

/** The progress of the asker's own requests, or how to look it up. */
export function progressTurn(say: Say, progress: ProgressCard[]): Turn {
  const [first] = progress
  if (!first) {
    return makeTurn(say('progress.none'), {
      quick_replies: [{ label: say('reply.new_request'), value: choices.newRequest }],
    })
  }
  const text = say('progress.found', { request_no: first.request_no, status: first.status_text })
  return makeTurn(text, { cards: progress, quick_replies: afterReceipt(say, first) })
}
