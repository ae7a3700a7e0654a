import { normaliseText } from '../../kb/language/normalise.ts'
import { beside } from './hand-over-steps.ts'
import { isCorrection } from './intent.ts'
import { type Context, type Step, wait, withState } from './step.ts'
import { makeTurn } from './turn.ts'

/** Talk beside any matter: answered briefly, nothing filed, nothing made up. */

const LONGEST = 14
/** Words that stand in complaints and wishes; with one of them a short text may be a matter. */
const matterWords =
  /[没坏漏停堵脏臭欠骗罚修拆占塌裂灭吵噪响冷淹偷丢]|不(?!错|客气|好意思|愧|会吧)|投诉|举报|反映|建议|求助|咨询|申请|办理|补办|怎么办|扰民|危险|表扬|感谢.{2,}|希望|路灯|电梯|供暖|暖气|垃圾|物业|停车|公交|地铁|学校|医院|工资|社保|医保|违建/

/** A short text without a sign of a matter: the class rests on nothing that was said. */
export function isSmallTalk({ message, heard }: Context): boolean {
  const { proposal, answer } = heard
  const flat = normaliseText(message.text).replace(/[\s\p{P}]/gu, '')
  if (!proposal || flat.length > LONGEST || !/\p{Script=Han}/u.test(flat)) return false
  // A number or a correction is about the matter.
  if (/\d/.test(flat) || isCorrection(flat)) return false
  if (matterWords.test(flat) || answer?.outcome === 'answered') return false
  if (proposal.place.district !== null || proposal.place.candidates.length > 0) return false
  const words = proposal.evidence.find((e) => e.for === 'class' && e.source === 'classifier')
  return words !== undefined && words.text === ''
}

export function smallTalk(context: Context): Step {
  const { standing, say } = context
  const turn = makeTurn(say('smalltalk.chat'))
  return wait(standing, [standing.draft ? beside(context, turn) : turn])
}

const MOST_PATIENCE = 1

/** Abuse and nothing else: calm, one warning, then limits; what follows about a matter is heard as ever (R11-6). */
export function answerAbuse(context: Context): Step | null {
  const { standing, heard, say } = context
  const { proposal } = heard
  if (proposal?.triage !== 'unlawful' || !proposal.flags.includes('abuse')) return null
  const warned = standing.state.abuse >= MOST_PATIENCE
  const counted = withState(standing, { abuse: standing.state.abuse + 1 })
  const turn = warned
    ? makeTurn(say('abuse.limit'), { outcome: 'refused' })
    : makeTurn(say('abuse.warning'))
  return wait(counted, [
    standing.draft ? { ...beside(context, turn), outcome: turn.outcome } : turn,
  ])
}
