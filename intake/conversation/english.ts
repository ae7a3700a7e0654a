import { detectLanguage } from '../../kb/language/detect-language.ts'
import { englishWords } from './english-words.ts'
import type { Incoming } from './step.ts'

const meanings = new Map<string, string>()
for (const line of englishWords.trim().split('\n')) {
  const [english = '', chinese = ''] = line.split(' = ')
  for (const phrase of english.split('|')) meanings.set(phrase.trim(), chinese.trim())
}

const escapeWord = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const pattern = new RegExp(
  `(?<![a-z])(?:${[...meanings.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escapeWord)
    .join('|')})(?![a-z])|\\d+(?:[.:]\\d+)?|[\u4e00-\u9fff]+|[,.;!?]`,
  'gi',
)
/** Fewer known words than this say nothing reliable. */
const FEWEST = 2

/** The gist of an English text in Chinese words, in the order in which they were said; empty where too little is known. */
export function glossEnglish(text: string): string {
  const parts = [...text.matchAll(pattern)].map(([found]) => found)
  const known = parts.filter((part) => meanings.has(part.toLowerCase()))
  if (known.length < FEWEST) return ''
  return parts
    .map((part) => meanings.get(part.toLowerCase()) ?? (/^[,.;!?]$/.test(part) ? '，' : part))
    .join('')
    .replace(/，+/g, '，')
    .replace(/^，|，$/g, '')
}

/**
 * An English message as it is understood and written down: its gist in Chinese, then the citizen's own words. A short answer
 * (a place, a number, "skip") stays as it is.
 */
export function inChinese(message: Incoming): Incoming {
  if (message.kind !== 'text' || message.choice !== null) return message
  if (detectLanguage(message.text) !== 'en') return message
  const gist = glossEnglish(message.masked)
  return gist === '' ? message : { ...message, masked: `${gist}（英文原文：${message.masked}）` }
}
