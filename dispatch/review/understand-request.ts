import type { Db } from '../../db/client.ts'
import type { Proposal, Propose, ProposeInput } from '../proposal/proposal.ts'
import { loadProposeInput } from './proposal-store.ts'

interface Wish extends Pick<ProposeInput, 'at' | 'assist'> {
  requestId: string
  /** Of a part that is only thought of; without it the request as it stands. */
  partText?: string
}

/**
 * Understands a request that waits for a person as it stands now; null when it waits no more. A separated demand whose own words
 * name a place is there, the others are where the whole message was (R12: each to the unit of its place).
 */
export async function understandRequest(
  { db, propose }: { db: Db; propose: Propose },
  { requestId, partText, ...how }: Wish,
): Promise<Proposal | null> {
  const loaded = await loadProposeInput(db, requestId, { asPart: partText !== undefined })
  if (!loaded) return null
  const { wholeAddress, ...rest } = loaded
  const input = { ...rest, ...how, text: partText ?? rest.text }
  const own = await propose(input)
  const { district, candidates } = own.place
  if (wholeAddress === '' || district !== null || candidates.length > 0) return own
  return await propose({ ...input, known: { ...input.known, address: wholeAddress } })
}
