import { createHash } from 'node:crypto'
import { cityDate } from '../../db/kernel/city-time.ts'
import type { ConfirmedDecision } from '../../dispatch/review/confirmed-view.ts'
import { redact } from '../../kb/language/redact.ts'

/** What the chat has masked already still tells a surname and the end of a number. */
const withoutMasked = (text: string) =>
  text.replace(/\p{Script=Han}\*{1,3}/gu, '[姓名]').replace(/\d{2,6}\*{3,}\d{0,4}/g, '[号码]')

const nameOf = ({ units }: ConfirmedDecision, code: string) => units.get(code) ?? code

/** An id that leads back to no order: the same order gets the same one again. */
const studyId = (requestId: string) =>
  `ord-${createHash('sha256').update(requestId).digest('hex').slice(0, 12)}`

/** A moment by the city's clock (`2026-03-10T08:30:00+08:00`): the hour of a request is the hour of who made it. */
function cityMoment(at: Date, timeZone: string): string {
  const clock = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const
  const local = new Intl.DateTimeFormat('sv-SE', clock).format(at).replace(' ', 'T')
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
  return `${local}${parts?.value.replace('GMT', '') || '+00:00'}`
}

/** A confirmed decision as a case of `requests.jsonl`: what the person decided is the gold. */
export function toLabelledCase(confirmed: ConfirmedDecision, timeZone: string) {
  const { decision, address } = confirmed
  return {
    id: studyId(confirmed.request_id),
    channel: confirmed.channel,
    text: redact(withoutMasked(confirmed.text)),
    split: 'dev' as const,
    at: cityMoment(confirmed.received_at, timeZone),
    ...(address === '' ? {} : { address: redact(withoutMasked(address)) }),
    slices: {
      decision: confirmed.proposed?.unchanged ? '照建议派出' : '人工改过',
      date: cityDate(confirmed.decided_at, timeZone),
    },
    gold: {
      triage: ['dispatch' as const, 'inquiry' as const],
      kind: [decision.kind],
      service_codes: decision.service_code === '' ? [] : [decision.service_code],
      district: decision.district,
      subdistrict: decision.subdistrict,
      lead: [nameOf(confirmed, decision.lead)],
      supporting: decision.supporting.map((code) => nameOf(confirmed, code)),
      copies: decision.copies.map((code) => nameOf(confirmed, code)),
      mode: [decision.mode],
      deadline: [decision.deadline],
    },
    why: 'A person confirmed it.',
  }
}
