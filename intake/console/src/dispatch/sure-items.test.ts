import { expect, test } from 'vitest'
import type { QueueItem } from '../../../protocol/console-api.ts'
import { sureItems } from './sure-items.ts'

const item: QueueItem = {
  request_id: 'r',
  request_no: '1',
  order_no: 'G1',
  title: '路灯不亮',
  channel: 'web',
  received_at: '2026-03-01T00:00:00Z',
  dispatch_due_at: '2026-03-02T00:00:00Z',
  status: 'awaiting_dispatch',
  emergency: false,
  sensitive: false,
  confidence: 0.97,
  kind: 'complaint',
  class_text: '路灯',
  place_text: '东区',
  lead_text: '东区河边街道',
  triage: 'dispatch',
  part_no: null,
  waiting: false,
  answered: false,
  consulting: false,
  duplicates: 0,
  claimed_by: null,
}
const isSure = (change: Partial<QueueItem>) =>
  sureItems([{ ...item, ...change }], { myName: '我', bands: { high: 0.95, middle: 0.74 } })
    .length === 1

test('only what needs no more than a look is confirmed with one key', () => {
  expect(isSure({})).toBe(true)
  expect(isSure({ claimed_by: '我' })).toBe(true)
  const others: Partial<QueueItem>[] = [
    { confidence: 0.94 },
    { confidence: null },
    { emergency: true },
    { sensitive: true },
    { waiting: true },
    { consulting: true },
    { duplicates: 1 },
    { claimed_by: '同事' },
    // Sure that it is not to be dispatched at all, or sure of all but who is to have it.
    { triage: 'statutory_channel', lead_text: '' },
    { lead_text: '' },
  ]
  for (const other of others) expect(isSure(other), JSON.stringify(other)).toBe(false)
})
