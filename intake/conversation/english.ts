import { detectLanguage } from '../../kb/language/detect-language.ts'
import { withGist } from '../../kb/language/english.ts'
import type { Incoming } from './step.ts'

/**
 * An English message as it is understood and written down: its gist in Chinese, then the citizen's own words. A short answer
 * (a place, a number, "skip") stays as it is.
 */
export function inChinese(message: Incoming): Incoming {
  if (message.kind !== 'text' || message.choice !== null) return message
  if (detectLanguage(message.text) !== 'en') return message
  return { ...message, masked: withGist(message.masked) }
}
