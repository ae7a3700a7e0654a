import { AppError } from '../../db/kernel/errors.ts'
import { type VoiceName, voiceNames } from '../../dispatch/classifier/history-voices.ts'

/** Voices of a history's classifier that are to stay silent; all of them cannot, and an unknown one is a typing mistake. */
export function parseVoices(given: readonly string[]): VoiceName[] {
  const known = voiceNames.filter((name) => given.includes(name))
  const isWrong = known.length < new Set(given).size || known.length === voiceNames.length
  if (isWrong) throw new AppError('command.usage', { usage: `--without ${voiceNames.join(',')}` })
  return known
}
