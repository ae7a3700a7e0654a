import { AppError } from '../../db/kernel/errors.ts'

/**
 * Lets a flag take several values (`--train a.jsonl b.jsonl`), which `parseArgs` does not: each value becomes a flag of its own.
 * A single flag given once with one value stays as it is.
 */
export function spreadLists(args: readonly string[], lists: readonly string[]): string[] {
  const spread: string[] = []
  let list: string | null = null
  for (const arg of args) {
    if (arg.startsWith('--')) {
      list = lists.find((name) => arg === `--${name}`) ?? null
      if (list === null) spread.push(arg)
      continue
    }
    if (list === null) spread.push(arg)
    else spread.push(`--${list}`, arg)
  }
  return spread
}

/** `a,b` and repeated flags alike. */
export function splitList(values: readonly string[] | undefined): string[] {
  return (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean)
}

/** A number that a flag must be; anything else says so instead of becoming NaN. */
export function parseNumber(flag: string, value: string): number {
  const number = Number(value)
  if (value.trim() !== '' && Number.isFinite(number)) return number
  throw new AppError('command.usage', { usage: `--${flag} 要一个数，不能是“${value}”` })
}

export const parseSeed = (value: string) => Math.trunc(parseNumber('seed', value))

/** The command as it was typed, for the report; a path with a space is quoted. */
export function commandLine(args: readonly string[]): string {
  const quoted = args.map((arg) => (/[\s'"]/.test(arg) ? JSON.stringify(arg) : arg))
  return ['npx jiesu evals', ...quoted].join(' ')
}
