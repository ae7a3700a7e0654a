import type { FastifyReply } from 'fastify'
import type { AttachmentFiles } from '../attachments/attachment-files.ts'

interface Sent {
  id: string
  name: string
  mime: string
}

/** Always as a download, never as a page: whatever a document holds, the browser does not run it here. */
export function sendArticleFile(
  reply: FastifyReply,
  files: Pick<AttachmentFiles, 'dir' | 'pathOf'>,
  { id, name, mime }: Sent,
): FastifyReply {
  reply
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .type(mime)
  return reply.sendFile(files.pathOf(id, 'full'), files.dir, {
    contentType: false,
    cacheControl: false,
  })
}
