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

export interface RequestBinding {
  conversationId: string
  requestId: string
  /** The messages whose files belong to it; null: everything of the conversation that belongs to no request yet. */
  messageIds: readonly string[] | null
  now: Date
}

/**
 * What was sent with the words of a request goes with it; what came with two requests goes with both: the second has a link to the
 * same file.
 */
export async function bindToRequest(trx: Db, binding: RequestBinding): Promise<void> {
  const { conversationId, requestId, messageIds, now } = binding
  if (messageIds?.length === 0) return
  let free = trx
    .updateTable('attachments')
    .set({ request_id: requestId })
    .where('conversation_id', '=', conversationId)
    .where('message_id', 'is not', null)
    .where('request_id', 'is', null)
  if (messageIds !== null) free = free.where('message_id', 'in', [...messageIds])
  await free.execute()
  if (messageIds === null) return
  const shared = await trx
    .selectFrom('attachments')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('message_id', 'in', [...messageIds])
    .where('request_id', '<>', requestId)
    .execute()
  if (shared.length === 0) return
  await trx
    .insertInto('request_attachments')
    .values(shared.map(({ id }) => ({ request_id: requestId, attachment_id: id, linked_at: now })))
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** The same for facts that are added to a request which is filed already. */
export async function bindToRequestNo(
  trx: Db,
  { requestNo, ...binding }: Omit<RequestBinding, 'requestId'> & { requestNo: string },
): Promise<void> {
  const request = await trx
    .selectFrom('service_requests')
    .select('id')
    .where('request_no', '=', requestNo)
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
