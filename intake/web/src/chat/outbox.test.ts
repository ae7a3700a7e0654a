import { expect, test } from 'vitest'
import { backoffDelay } from './backoff.ts'
import type { QueuedFrame } from './outbox.ts'
import {
  addEntry,
  changeEntry,
  dueEntries,
  entryId,
  forgetEntry,
  loadOutbox,
  markAllUnsent,
  mergeStored,
  newEntry,
  storeEntry,
} from './outbox.ts'
import { createMemoryStorage, OUTBOX_PREFIX } from './storage.ts'

const say = (id: string, text = '电梯坏了'): QueuedFrame => ({
  type: 'message-send',
  client_message_id: id,
  text,
})
const ids = (list: { frame: QueuedFrame }[]) => list.map((entry) => entry.frame.client_message_id)

test('entries go out in the order of writing and never twice', () => {
  let list = addEntry([], newEntry(say('second-1'), 20))
  list = addEntry(list, newEntry(say('first-01'), 10))
  list = addEntry(list, newEntry(say('first-01'), 30))
  expect(ids(dueEntries(list, 100))).toEqual(['first-01', 'second-1'])
})

test('what was sent is due again only after the connection was lost', () => {
  const list = changeEntry([newEntry(say('message-1'), 1)], 'message-1', { sent: true })
  expect(dueEntries(list, 100)).toEqual([])
  expect(ids(dueEntries(markAllUnsent(list), 100))).toEqual(['message-1'])
})

test('an entry that must wait holds back the ones behind it, a refused one does not', () => {
  const list = [
    { ...newEntry(say('refused-1'), 1), error: '太长' },
    { ...newEntry(say('waiting-1'), 2), retryAt: 500 },
    newEntry(say('behind-01'), 3),
  ]
  expect(dueEntries(list, 499)).toEqual([])
  expect(ids(dueEntries(list, 500))).toEqual(['waiting-1', 'behind-01'])
})

test('the queue survives a reload and drops what cannot be read', () => {
  const storage = createMemoryStorage()
  storeEntry(storage, newEntry(say('later-001'), 2))
  storeEntry(storage, newEntry(say('early-001'), 1))
  storage.set(`${OUTBOX_PREFIX}broken`, '{"frame"')
  expect(ids(loadOutbox(storage))).toEqual(['early-001', 'later-001'])
  expect(storage.get(`${OUTBOX_PREFIX}broken`)).toBeNull()
  forgetEntry(storage, 'early-001')
  expect(ids(loadOutbox(storage))).toEqual(['later-001'])
})

test('a query code is never stored on the device', () => {
  const storage = createMemoryStorage()
  const frame: QueuedFrame = {
    type: 'progress-ask',
    client_message_id: 'progress-1',
    request_no: 'N2026',
    query_code: 'SECRET',
  }
  storeEntry(storage, newEntry(frame, 1))
  expect(storage.keys()).toEqual([])
  expect(ids(mergeStored([newEntry(frame, 1)], []))).toEqual(['progress-1'])
})

test('another tab adds its entries and takes away those that it saw acknowledged', () => {
  const mine = [newEntry(say('acked-001'), 1), { ...newEntry(say('mine-0001'), 2), sent: true }]
  const stored = [newEntry(say('mine-0001'), 2), newEntry(say('theirs-01'), 3)]
  const merged = mergeStored(mine, stored)
  expect(ids(merged)).toEqual(['mine-0001', 'theirs-01'])
  expect(merged.find((entry) => entryId(entry) === 'mine-0001')?.sent).toBe(true)
})

test('the wait doubles, has jitter, and ends at half a minute', () => {
  expect(backoffDelay(0, 0)).toBe(400)
  expect(backoffDelay(0, 0.999)).toBeLessThanOrEqual(800)
  expect(backoffDelay(3, 0)).toBe(3200)
  expect(backoffDelay(50, 0.999)).toBeLessThanOrEqual(30_000)
})
