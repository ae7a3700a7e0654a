import { timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../../db/kernel/secrets.ts'

export type Size = 'full' | 'thumbnail'
const HOUR = 3_600_000
/** An address in a chat or a screen works for the rest of the day, and for nobody whom it is passed on to tomorrow. */
const LASTS_HOURS = 12

const markOf = (secrets: Secrets, id: string, size: Size, until: number) =>
  secrets.index(`attachment:${id}:${size}:${until}`).subarray(0, 16)

/** An address of one attachment that works without a sign-in until it expires; rounded, so that a browser can cache it. */
export function signAddress(
  secrets: Secrets,
  { id, size, now }: { id: string; size: Size; now: Date },
): string {
  const until = Math.ceil(now.getTime() / HOUR) + LASTS_HOURS
  const mark = markOf(secrets, id, size, until).toString('base64url')
  return `/api/v1/attachments/${id}?size=${size}&until=${until}&mark=${mark}`
}

export function addressHolds(
  secrets: Secrets,
  {
    id,
    size,
    until,
    mark,
    now,
  }: { id: string; size: Size; until: number; mark: string; now: Date },
): boolean {
  const given = Buffer.from(mark, 'base64url')
  const right = markOf(secrets, id, size, until)
  return (
    given.length === right.length && timingSafeEqual(given, right) && now.getTime() <= until * HOUR
  )
}
