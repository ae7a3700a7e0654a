import { AppError, fillText } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'

export const statutoryChannels = [
  'court',
  'arbitration',
  'reconsideration',
  'disclosure',
  'petition',
  'discipline',
] as const
export const emergencyNumbers = ['110', '119', '120', '122'] as const

/** Every text of the pack that the conversation uses; the server refuses a pack that lacks one. */
export const textKeys = [
  'greeting',
  'smalltalk.greeting',
  'smalltalk.thanks',
  'smalltalk.robot',
  'smalltalk.unclear',
  'abuse.warning',
  'handover.recorded',
  'ask.address',
  'ask.address_again',
  'ask.district',
  'ask.details',
  'ask.contact',
  'ask.contact_invalid',
  'ask.confidential',
  'ask.confirm',
  'ask.confirm_updated',
  'reply.confirm',
  'reply.skip_contact',
  'reply.confidential',
  'reply.not_confidential',
  'reply.file_anyway',
  'reply.file_request',
  'reply.solved',
  'reply.skip',
  'reply.none_of_these',
  'reply.progress',
  'reply.new_request',
  'receipt.done',
  'receipt.next.dispatch',
  'receipt.next.handle',
  'receipt.next.follow_up',
  'deadline.2h',
  'deadline.24h',
  'deadline.7d',
  'deadline.15d',
  'deadline.none',
  'progress.found',
  'progress.none',
  'emergency.card',
  'emergency.110',
  'emergency.119',
  'emergency.120',
  'emergency.122',
  'emergency.advice.safe',
  'emergency.advice.where',
  'emergency.advice.119',
  'emergency.advice.120',
  'selfharm.lead',
  'answer.not_covered',
  'statutory.lead',
  'statutory.court',
  'statutory.court.how',
  'statutory.arbitration',
  'statutory.arbitration.how',
  'statutory.reconsideration',
  'statutory.reconsideration.how',
  'statutory.disclosure',
  'statutory.disclosure.how',
  'statutory.petition',
  'statutory.petition.how',
  'statutory.discipline',
  'statutory.discipline.how',
  'outside.lead',
  'outside.default',
  'unlawful.lead',
  'secret.lead',
  'repeat.lead',
  'draft.discarded',
  'draft.default_title',
] as const
export type TextKey = (typeof textKeys)[number]

/** Says one sentence of the pack in the citizen's language. */
export type Say = (key: TextKey, values?: Record<string, string | number>) => string

/** The sentences in one language; English exists for those who write in English, Chinese is the default. */
export function createSay(texts: Pack['texts'], language: 'zh' | 'en'): Say {
  return (key, values = {}) => {
    const entry = texts[key]
    if (!entry) throw new AppError('pack.invalid', { count: 1, detail: `texts.yaml 缺少 ${key}` })
    return fillText(language === 'en' && entry.en !== '' ? entry.en : entry.zh, values)
  }
}

/** Keys that the conversation needs and the pack does not have. */
export function missingTexts(texts: Pack['texts']): TextKey[] {
  return textKeys.filter((key) => !texts[key]?.zh)
}
