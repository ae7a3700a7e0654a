import type { Options } from '../../../protocol/console-api.ts'

export interface SearchOption {
  value: string
  label: string
  /** Small text beside the name: the path of a class. */
  detail: string
  /** All that a person may type: name, path, code, aliases, initials of pinyin; lower case. */
  haystack: string
  initials: string
  name: string
}

/** Prepared once per options, so that a key press only compares strings (50 ms among all classes and units). */
export function classOptions(options: Options): SearchOption[] {
  return options.classes.map((row) => ({
    value: row.code,
    label: row.name,
    detail: row.path.filter((name) => name !== row.name).join(' › '),
    haystack: [row.code, row.name, ...row.path, row.definition].join(' ').toLowerCase(),
    initials: row.pinyin.toLowerCase(),
    name: row.name.toLowerCase(),
  }))
}

export function unitOptions(options: Options): SearchOption[] {
  return options.units.map((row) => ({
    value: row.code,
    label: row.name,
    detail: '',
    haystack: [row.name, ...row.aliases].join(' ').toLowerCase(),
    initials: row.pinyin.toLowerCase(),
    name: row.name.toLowerCase(),
  }))
}

/** 0 = no match; higher is better. Several words, in any order, must all be found. */
export function rankOption(option: SearchOption, input: string): number {
  const words = input.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return 1
  let rank = Number.POSITIVE_INFINITY
  for (const word of words) rank = Math.min(rank, rankWord(option, word))
  return rank
}

function rankWord(option: SearchOption, word: string): number {
  if (option.name === word || option.initials === word) return 6
  if (option.name.startsWith(word)) return 5
  if (option.initials.startsWith(word)) return 4
  if (option.name.includes(word)) return 3
  if (option.initials.includes(word)) return 2
  return option.haystack.includes(word) ? 1 : 0
}
