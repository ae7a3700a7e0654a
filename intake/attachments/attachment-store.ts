import type { Db } from '../../db/client.ts'
import type { AttachmentKind } from './media-types.ts'

export interface NewAttachment {
  id: string
  conversation_id: string | null
  client_attachment_id: string
  kind: AttachmentKind
  media_type: string
  bytes: number
  sha256: string
  name: string
  width: number | null
  height: number | null
  has_thumbnail: boolean
  created_at: Date
}

export async function insertAttachment(db: Db, row: NewAttachment): Promise<void> {
  await db.insertInto('attachments').values(row).execute()
}

/** Binds uploads of this conversation to the message that names them; an id of somebody else's upload is left out. */
export async function bindToMessage(
  trx: Db,
  binding: { conversationId: string; messageId: string; ids: readonly string[] },
): Promise<number> {
  if (binding.ids.length === 0) return 0
  const bound = await trx
    .updateTable('attachments')
    .set({ message_id: binding.messageId })
    .where('conversation_id', '=', binding.conversationId)
    .where('id', 'in', [...binding.ids])
    .where('message_id', 'is', null)
    .executeTakeFirst()
  return Number(bound.numUpdatedRows)
}

/** What was sent in a conversation and belongs to no request yet goes to the one that is filed now. */
export async function bindToRequest(
  trx: Db,
  binding: { conversationId: string; requestId: string },
): Promise<void> {
  await trx
    .updateTable('attachments')
    .set({ request_id: binding.requestId })
    .where('conversation_id', '=', binding.conversationId)
    .where('message_id', 'is not', null)
    .where('request_id', 'is', null)
    .execute()
}

/** The same for facts that are added to a request which is filed already. */
export async function bindToRequestNo(
  trx: Db,
  binding: { conversationId: string; requestNo: string },
): Promise<void> {
  const request = await trx
    .selectFrom('service_requests')
    .select('id')
    .where('request_no', '=', binding.requestNo)
    .executeTakeFirst()
  if (request) await bindToRequest(trx, { ...binding, requestId: request.id })
}

/** Uploads that no message ever named; their rows go, and the caller removes the files. */
export async function deleteForgotten(trx: Db, before: Date): Promise<string[]> {
  const rows = await trx
    .deleteFrom('attachments')
    .where('message_id', 'is', null)
    .where('request_id', 'is', null)
    .where('created_at', '<', before)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
