import { englishWords } from './english-words.ts'

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

/** "a broken street light": what is broken comes first in Chinese. */
const brokenThing =
  /\b(?:a |an |the |one |some )?(broken|damaged)((?: [a-z]+){1,2}?)(?= (?:near|in|at|on|outside|opposite|behind|beside|next|around|since|for|that|which|is|are|was)\b|[,.;!?]|$)/gi

/** The gist of an English text in Chinese words, in the order in which they were said; empty where too little is known. */
export function glossEnglish(text: string): string {
  const parts = [...text.replace(brokenThing, '$2 is broken').matchAll(pattern)].map(([f]) => f)
  const known = parts.filter((part) => meanings.has(part.toLowerCase()))
  if (known.length < FEWEST) return ''
  return parts
    .map((part) => meanings.get(part.toLowerCase()) ?? (/^[,.;!?]$/.test(part) ? '，' : part))
    .join('')
    .replace(/，+/g, '，')
    .replace(/^，|，$/g, '')
}

/** An English text with its gist before it, as requests are written down; the text itself where too little is known. */
export function withGist(text: string): string {
  const gist = glossEnglish(text)
  return gist === '' ? text : `${gist}（英文原文：${text}）`
}

/** The gist of a text that has one before it, or null. */
export function gistOf(text: string): string | null {
  return /^([^（]+)（英文原文：[\s\S]*）$/.exec(text)?.[1] ?? null
}
