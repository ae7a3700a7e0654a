import type { Db } from '../../db/client.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { AttachmentKind } from './media-types.ts'
import { signAddress } from './sign-address.ts'

export interface AttachmentRow {
  id: string
  kind: AttachmentKind
  media_type: string
  bytes: number
  name: string
  width: number | null
  height: number | null
  has_thumbnail: boolean
}

const columns = [
  'id',
  'kind',
  'media_type',
  'bytes',
  'name',
  'width',
  'height',
  'has_thumbnail',
] as const

export function findAttachment(db: Db, id: string): Promise<AttachmentRow | undefined> {
  return db.selectFrom('attachments').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The upload that the same client id has already made: a second try after a lost answer stores nothing twice. */
export function findUpload(
  db: Db,
  conversationId: string,
  clientAttachmentId: string,
): Promise<AttachmentRow | undefined> {
  return db
    .selectFrom('attachments')
    .select(columns)
    .where('conversation_id', '=', conversationId)
    .where('client_attachment_id', '=', clientAttachmentId)
    .executeTakeFirst()
}

export async function countUploads(db: Db, conversationId: string): Promise<number> {
  const row = await db
    .selectFrom('attachments')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export function listOfRequest(db: Db, requestId: string): Promise<AttachmentRow[]> {
  return db
    .selectFrom('attachments')
    .select(columns)
    .where((eb) =>
      eb.or([
        eb('request_id', '=', requestId),
        eb(
          'id',
          'in',
          eb
            .selectFrom('request_attachments')
            .select('attachment_id')
            .where('request_attachments.request_id', '=', requestId),
        ),
      ]),
    )
    .orderBy('created_at')
    .execute()
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const CHUNK = 1000

/** Those of these ids that no upload has; names that are no id are left alone. */
export async function listUnknown(db: Db, ids: readonly string[]): Promise<string[]> {
  const known = new Set<string>()
  const asked = ids.filter((id) => uuid.test(id))
  for (let i = 0; i < asked.length; i += CHUNK) {
    const rows = await db
      .selectFrom('attachments')
      .select('id')
      .where('id', 'in', asked.slice(i, i + CHUNK))
      .execute()
    for (const { id } of rows) known.add(id)
  }
  return asked.filter((id) => !known.has(id))
}

/** Attachments by the message that they were sent with. */
export async function listOfMessages(
  db: Db,
  messageIds: readonly string[],
): Promise<Map<string, AttachmentRow[]>> {
  const found = new Map<string, AttachmentRow[]>()
  if (messageIds.length === 0) return found
  const rows = await db
    .selectFrom('attachments')
    .select([...columns, 'message_id'])
    .where('message_id', 'in', [...messageIds])
    .orderBy('created_at')
    .execute()
  for (const { message_id, ...row } of rows) {
    if (message_id === null) continue
    found.set(message_id, [...(found.get(message_id) ?? []), row])
  }
  return found
}

/** An attachment as the apps show it, with addresses that work for half a day. */
export function showAttachment(row: AttachmentRow, secrets: Secrets, now: Date) {
  const { has_thumbnail, ...shown } = row
  const sign = (size: 'full' | 'thumbnail') => signAddress(secrets, { id: row.id, size, now })
  return { ...shown, url: sign('full'), thumbnail_url: has_thumbnail ? sign('thumbnail') : null }
}
