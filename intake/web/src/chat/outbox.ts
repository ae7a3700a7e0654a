import type { ClientFrame } from '../../../protocol/chat-frames.ts'
import type { KeyValue } from './storage.ts'
import { OUTBOX_PREFIX } from './storage.ts'

/** A frame that the server acknowledges; it stays in the outbox until then (promise 1). */
export type QueuedFrame = Exclude<ClientFrame, { type: 'hello' | 'ping' }>

export interface OutboxEntry {
  frame: QueuedFrame
  /** Files of the device that go with it; their ids are known once they have arrived. */
  files?: readonly string[]
  queuedAt: number
  /** Sent on the present connection and not yet acknowledged. */
  sent: boolean
  /** Not before this time, when the server asked to wait. */
  retryAt: number
  /** The server refused it; the citizen decides. */
  error: string | null
}

export const entryId = (entry: OutboxEntry): string => entry.frame.client_message_id

export function newEntry(
  frame: QueuedFrame,
  queuedAt: number,
  files: readonly string[] = [],
): OutboxEntry {
  const more = files.length > 0 ? { files } : {}
  return { frame, ...more, queuedAt, sent: false, retryAt: 0, error: null }
}

/** Adds in order of writing; the same client message id is never queued twice. */
export function addEntry(list: OutboxEntry[], entry: OutboxEntry): OutboxEntry[] {
  if (list.some((other) => entryId(other) === entryId(entry))) return list
  return [...list, entry].sort((a, b) => a.queuedAt - b.queuedAt)
}

export function removeEntry(list: OutboxEntry[], id: string): OutboxEntry[] {
  return list.some((entry) => entryId(entry) === id)
    ? list.filter((entry) => entryId(entry) !== id)
    : list
}

export function changeEntry(
  list: OutboxEntry[],
  id: string,
  change: Partial<OutboxEntry>,
): OutboxEntry[] {
  return list.map((entry) => (entryId(entry) === id ? { ...entry, ...change } : entry))
}

/** A lost connection proves nothing about what was on the way: all of it goes out again, the server drops doubles. */
export function markAllUnsent(list: OutboxEntry[]): OutboxEntry[] {
  return list.map((entry) => (entry.sent ? { ...entry, sent: false } : entry))
}

/** What may go out now, in order. An entry that must wait holds back the ones behind it. */
export function dueEntries(list: OutboxEntry[], now: number): OutboxEntry[] {
  const due: OutboxEntry[] = []
  for (const entry of list) {
    if (entry.error !== null || entry.sent) continue
    if (entry.retryAt > now) break
    due.push(entry)
  }
  return due
}

/** Takes over what another tab has queued or has seen acknowledged. */
export function mergeStored(list: OutboxEntry[], stored: OutboxEntry[]): OutboxEntry[] {
  const storedIds = new Set(stored.map(entryId))
  const kept = list.filter((entry) => !isStored(entry.frame) || storedIds.has(entryId(entry)))
  return stored.reduce(addEntry, kept)
}

/** A query code never rests on the device (it opens the request to whoever reads it). */
export function isStored(frame: QueuedFrame): boolean {
  return frame.type !== 'progress-ask'
}

/** One key per entry: two tabs that write at the same time cannot overwrite each other. */
export function storeEntry(storage: KeyValue, entry: OutboxEntry): void {
  if (!isStored(entry.frame)) return
  const value = JSON.stringify({
    frame: entry.frame,
    queuedAt: entry.queuedAt,
    ...(entry.files ? { files: entry.files } : {}),
  })
  storage.set(OUTBOX_PREFIX + entryId(entry), value)
}

export function forgetEntry(storage: KeyValue, id: string): void {
  storage.remove(OUTBOX_PREFIX + id)
}

export function loadOutbox(storage: KeyValue): OutboxEntry[] {
  const entries: OutboxEntry[] = []
  for (const key of storage.keys()) {
    if (!key.startsWith(OUTBOX_PREFIX)) continue
    const entry = parseEntry(storage.get(key))
    if (entry) entries.push(entry)
    else storage.remove(key)
  }
  return entries.sort((a, b) => a.queuedAt - b.queuedAt)
}

function parseEntry(value: string | null): OutboxEntry | null {
  try {
    const { frame, queuedAt, files } = JSON.parse(value ?? '') as OutboxEntry
    const sound = typeof frame.client_message_id === 'string' && typeof queuedAt === 'number'
    return sound ? newEntry(frame, queuedAt, files) : null
  } catch {
    return null
  }
}
