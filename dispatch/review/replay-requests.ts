import type { Propose } from '../proposal/proposal.ts'
import type { ReplayableRequest } from './replay-view.ts'

/** What a catalogue makes of a request: the lead unit or what happens instead, and the line that decided. */
export interface ReplayedChoice {
  unit: string | null
  line: string | null
  class_name: string
}

export interface ReplayedRequest {
  request_no: string
  text: string
  /** The unit that really got it, or was proposed while it waits. */
  actual: string | null
  before: ReplayedChoice
  after: ReplayedChoice
}

/** What happens to a request that no unit receives. */
const noUnit: Record<string, string> = {
  ask_place: '（先问地点）',
  none: '（答复或告知渠道，不派单）',
}

async function chooseUnder(propose: Propose, request: ReplayableRequest): Promise<ReplayedChoice> {
  const { mode, units, catalogue_line, service_codes } = await propose({
    channel: request.channel,
    text: request.text,
    at: request.received_at,
    ...(request.address ? { known: { address: request.address } } : {}),
  })
  const lead = units.find((unit) => unit.role === 'lead')?.name ?? null
  return {
    unit: noUnit[mode] ?? lead,
    line: catalogue_line,
    class_name: service_codes[0]?.name ?? '',
  }
}

/**
 * Proposes each request under both packs with the same program and model, so that only what the pack says differs:
 * against what was decided then, every correction by a person would look like a change of the catalogue.
 */
export async function replayRequests(
  requests: readonly ReplayableRequest[],
  { before, after, progress }: { before: Propose; after: Propose; progress: (n: number) => void },
): Promise<ReplayedRequest[]> {
  const replayed: ReplayedRequest[] = []
  for (const request of requests) {
    replayed.push({
      request_no: request.request_no,
      text: request.text,
      actual: request.lead,
      before: await chooseUnder(before, request),
      after: await chooseUnder(after, request),
    })
    progress(replayed.length)
  }
  return replayed
}
