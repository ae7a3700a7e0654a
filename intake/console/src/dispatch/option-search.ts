import type { Options } from '../../../protocol/console-api.ts'

export interface SearchOption {
  value: string
  label: string
  /** Small text beside the name: the path of a class. */
  detail: string
  /** All that a person may type: name, path, code, aliases, initials of pinyin; lower case. */
  haystack: string
  /** Initials of the name first, then of each short name. */
  initials: string[]
  /** The name first, then each short name; lower case. */
  names: string[]
}

/** Nobody reads further; a longer list would only be slower to draw. */
export const SHOWN = 60

/** Prepared once per options, so that a key press only compares strings (50 ms among all classes and units). */
export function classOptions(options: Options): SearchOption[] {
  return options.classes.map((row) => ({
    value: row.code,
    label: row.name,
    detail: row.path.filter((name) => name !== row.name).join(' › '),
    haystack: [row.code, row.name, ...row.path, row.definition].join(' ').toLowerCase(),
    initials: initialsOf(row.pinyin),
    names: [row.name.toLowerCase()],
  }))
}

export function unitOptions(options: Options): SearchOption[] {
  return options.units.map((row) => ({
    value: row.code,
    label: row.name,
    detail: '',
    haystack: [row.name, ...row.aliases].join(' ').toLowerCase(),
    initials: initialsOf(row.pinyin),
    names: [row.name, ...row.aliases].map((name) => name.toLowerCase()),
  }))
}

const initialsOf = (pinyin: string): string[] => pinyin.toLowerCase().split(' ').filter(Boolean)

/**
 * What a key press shows: the best first; among equals those of the district where the matter is (each district has its bureau of
 * the same name), then the shorter name. All in their order where nothing is typed yet.
 */
export function findOptions(
  options: readonly SearchOption[],
  input: string,
  district = '',
): SearchOption[] {
  if (input.trim() === '') return options.slice(0, SHOWN)
  const isNear = (option: SearchOption) => district !== '' && option.label.startsWith(district)
  return options
    .map((option) => ({ option, rank: rankOption(option, input), near: Number(isNear(option)) }))
    .filter(({ rank }) => rank > 0)
    .sort(
      (a, b) => b.rank - a.rank || b.near - a.near || a.option.label.length - b.option.label.length,
    )
    .slice(0, SHOWN)
    .map(({ option }) => option)
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
  const { names, initials } = option
  if (names.includes(word) || initials.includes(word)) return 6
  if (names.some((name) => name.startsWith(word))) return 5
  if (initials.some((letters) => letters.startsWith(word))) return 4
  if (names.some((name) => name.includes(word))) return 3
  if (initials.some((letters) => letters.includes(word))) return 2
  return option.haystack.includes(word) ? 1 : 0
}
