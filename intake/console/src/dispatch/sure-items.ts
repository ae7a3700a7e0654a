import type { QueueItem, RequestDetail } from '../../../protocol/console-api.ts'
import { type Bands, confidenceBand } from '../shared/labels.ts'
import { finishDraft, startingDraft } from './decision-form.ts'

/**
 * The queue's sure ones: the band whose number is calibrated as high, nothing that needs more than a look. Who may not dispatch
 * sensitive ones does not get them here, and neither does anybody an emergency, nor what may be the same as another (R11-3):
 * one key would send the second order.
 */
export function sureItems(
  items: readonly QueueItem[],
  { myName, bands }: { myName: string; bands: Bands },
): QueueItem[] {
  return items.filter(
    (item) =>
      item.confidence !== null &&
      item.triage === 'dispatch' &&
      item.lead_text !== '' &&
      confidenceBand(item.confidence, bands).level === 'high' &&
      !item.emergency &&
      !item.sensitive &&
      !item.waiting &&
      !item.consulting &&
      item.duplicates === 0 &&
      (item.claimed_by === null || item.claimed_by === myName),
  )
}

/** The proposal as a decision without any change; null where it is not complete enough to be confirmed with one key. */
export function unchangedDecision(detail: RequestDetail) {
  const { proposal } = detail
  if (!proposal || proposal.abstain || proposal.triage !== 'dispatch') return null
  if (proposal.parts.length > 1 && detail.parts.length === 0) return null
  return finishDraft(startingDraft(proposal))
}
