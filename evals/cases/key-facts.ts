import type { KeyFact } from './case-formats.ts'

/** Spaces and punctuation say nothing about a fact; width and case neither. */
export function squash(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%.]/gu, '')
}

function has(fact: string, text: string): boolean {
  const pattern = /^\/(.+)\/$/s.exec(fact)?.[1]
  return pattern === undefined
    ? squash(text).includes(squash(fact))
    : new RegExp(pattern, 'u').test(text)
}

/** Whether a text states a key fact: a string, any of several, or a regular expression between slashes. */
export function statesFact(fact: KeyFact, text: string): boolean {
  return Array.isArray(fact) ? fact.some((one) => has(one, text)) : has(fact, text)
}
