import type { Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Propose } from '../proposal/proposal.ts'
import { understandRequest } from './understand-request.ts'

export interface PartPreview {
  class_name: string
  /** Empty where no unit would be proposed. */
  lead_name: string
}

/**
 * What the system would propose for each demand if a message were separated so (R12: each to its own unit), before anybody does it.
 * Nothing is stored. Error: `request.not-found` when it does not wait any more.
 */
export async function previewParts(
  { db, clock, propose }: { db: Db; clock: Clock; propose: Propose },
  requestId: string,
  texts: readonly string[],
): Promise<PartPreview[]> {
  const previews: PartPreview[] = []
  for (const partText of texts) {
    const wish = { requestId, partText, at: clock.now() }
    const found = await understandRequest({ db, propose }, wish)
    if (!found) throw new AppError('request.not-found')
    previews.push({
      class_name: found.service_codes[0]?.name ?? '',
      lead_name: found.units.find(({ role }) => role === 'lead')?.name ?? '',
    })
  }
  return previews
}
