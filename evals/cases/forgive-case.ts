import type { z } from 'zod'

type Values = Record<string, unknown>

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists that people write as one value where there is one, and as nothing where there is none. */
const goldLists = ['service_codes', 'number', 'lead', 'supporting', 'copies', 'flags', 'mode']
const caseLists = ['article', 'key_facts', 'outcome', 'number']
const goalLists = ['cards', 'article', 'says', 'never', 'asks', 'not_asked']

function toLists(values: Values, names: readonly string[]): Values {
  const lists = names
    .filter((name) => values[name] !== undefined && !Array.isArray(values[name]))
    .map((name) => [name, values[name] === null ? [] : [values[name]]])
  return { ...values, ...Object.fromEntries(lists) }
}

function forgiveGold(gold: unknown): unknown {
  if (!isRecord(gold)) return gold
  const lists = toLists(gold, goldLists)
  const { deadline, others } = lists
  return {
    ...lists,
    // Here null is a statement: there is no deadline.
    ...(deadline === undefined || Array.isArray(deadline) ? {} : { deadline: [deadline] }),
    ...(Array.isArray(others) ? { others: others.map(forgiveGold) } : {}),
  }
}

/** `2026-03-10 10:00` and `2026-03-10` are moments too. */
function forgiveMoment(at: unknown): unknown {
  if (typeof at !== 'string') return at
  const text = at.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T')
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T10:00:00` : text
}

/** A turn that is only words needs no braces. */
const forgiveTurn = (turn: unknown) => (typeof turn === 'string' ? { say: turn } : turn)

/** `null` for an optional key says no more than its absence, except inside a gold label. */
const withoutNulls = (values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

/**
 * Reads a case as its author meant it: one value where a list is documented, a number as an id, `null` for an absent key. What is a
 * statement stays one.
 */
export function forgiveCase(values: unknown, fallbackId: string): unknown {
  if (!isRecord(values)) return values
  const given = toLists(withoutNulls(values), 'goal' in values ? [] : caseLists)
  const id = given['id'] === undefined || given['id'] === '' ? fallbackId : String(given['id'])
  const { goal, turns } = given
  return {
    ...given,
    id,
    ...('at' in given ? { at: forgiveMoment(given['at']) } : {}),
    ...('gold' in given ? { gold: forgiveGold(given['gold']) } : {}),
    ...(isRecord(goal) ? { goal: toLists(withoutNulls(goal), goalLists) } : {}),
    ...(Array.isArray(turns) ? { turns: turns.map(forgiveTurn) } : {}),
  }
}

function dropAt(values: unknown, path: readonly PropertyKey[], key: PropertyKey): unknown {
  const [step, ...rest] = path
  if (Array.isArray(values)) {
    return values.map((value, i) => (i === step ? dropAt(value, rest, key) : value))
  }
  if (!isRecord(values)) return values
  if (step === undefined) {
    return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key))
  }
  return { ...values, [step]: dropAt(values[String(step)], rest, key) }
}

/** Takes the keys that the format does not know out of a case; null where something else is wrong with it. */
export function dropUnknownKeys(
  values: unknown,
  issues: readonly z.core.$ZodIssue[],
): { values: unknown; dropped: string[] } | null {
  const dropped: string[] = []
  let left = values
  for (const issue of issues) {
    const at = issue.path
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        left = dropAt(left, at, key)
        dropped.push([...at, key].join('.'))
      }
    } else if (issue.code === 'invalid_key') {
      left = dropAt(left, at.slice(0, -1), at.at(-1) ?? '')
      dropped.push(at.join('.'))
    } else return null
  }
  return { values: left, dropped }
}
