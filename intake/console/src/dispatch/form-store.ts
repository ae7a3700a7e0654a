import type { DecisionDraft } from './decision-form.ts'

/** A half-edited form, kept over a reload, a lost connection and a closed tab; the same in every tab of this person. */
export interface StoredForm {
  draft: DecisionDraft
  reason: string | null
  note: string
  /** The proposal that it was edited from; another proposal makes it stale. */
  proposalId: string | null
  /** Of a press whose answer was not seen: the same press again must not send a second order. */
  actionId: string | null
}

interface Kept extends StoredForm {
  at: number
}

const prefix = 'jiesu.form.'
/** What is typed beside the form. */
const besides = 'jiesu.typed.'
/** After so long the request has been decided by somebody; forms of other people at this computer are not kept for ever. */
const KEEP_MS = 3 * 24 * 3_600_000

/** One person, one request: a colleague at the same computer starts from the proposal. */
export interface FormKey {
  userId: string
  requestId: string
}

const nameOf = ({ userId, requestId }: FormKey) => `${prefix}${userId}.${requestId}`

export function storeForm(key: FormKey, form: StoredForm): void {
  write(nameOf(key), JSON.stringify({ ...form, at: Date.now() }))
}

/** What was left half done, also when the proposal has been renewed since: nothing typed is lost (promise 5). */
export function loadForm(key: FormKey): StoredForm | null {
  return parse(read(nameOf(key)))
}

export function forgetForm(key: FormKey): void {
  remove(nameOf(key))
}

/** Tells what another tab of this person writes to the same form; null when it is gone. */
export function watchForm(key: FormKey, onChange: (form: StoredForm | null) => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.storageArea === localStorage && event.key === nameOf(key)) {
      onChange(parse(event.newValue))
    }
  }
  addEventListener('storage', listener)
  return () => removeEventListener('storage', listener)
}

export function keepTyped(name: string, value: unknown): void {
  write(besides + name, JSON.stringify({ value, at: Date.now() }))
}

export function readTyped<T>(name: string): T | null {
  return parse<{ value: T }>(read(besides + name))?.value ?? null
}

export function loseTyped(name: string): void {
  remove(besides + name)
}

/** Throws away what nobody comes back to. */
export function sweepForms(now = Date.now()): void {
  try {
    const mine = (key: string) => key.startsWith(prefix) || key.startsWith(besides)
    for (const name of Object.keys(localStorage).filter(mine)) {
      const kept = parse<{ at: number }>(localStorage.getItem(name))
      if (!kept || now - kept.at > KEEP_MS) localStorage.removeItem(name)
    }
  } catch {
    // Storage is refused: nothing is kept either.
  }
}

function write(name: string, text: string): void {
  try {
    localStorage.setItem(name, text)
  } catch {
    // Storage is full or refused: what was typed still lives in the page.
  }
}

function remove(name: string): void {
  try {
    localStorage.removeItem(name)
  } catch {
    // Nothing was stored then.
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function parse<T = Kept>(text: string | null): T | null {
  try {
    return JSON.parse(text ?? 'null') as T | null
  } catch {
    return null
  }
}
