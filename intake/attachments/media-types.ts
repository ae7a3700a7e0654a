export const attachmentKinds = ['image', 'video', 'audio', 'document'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

interface MediaType {
  kind: AttachmentKind
  extension: string
}

/** What a citizen may attach. The type is read from the bytes: a name or a header proves nothing. */
const allowed: Record<string, MediaType> = {
  'image/jpeg': { kind: 'image', extension: 'jpg' },
  'image/png': { kind: 'image', extension: 'png' },
  'image/webp': { kind: 'image', extension: 'webp' },
  'image/gif': { kind: 'image', extension: 'gif' },
  'video/mp4': { kind: 'video', extension: 'mp4' },
  'video/quicktime': { kind: 'video', extension: 'mov' },
  'video/webm': { kind: 'video', extension: 'webm' },
  'audio/mpeg': { kind: 'audio', extension: 'mp3' },
  'audio/x-m4a': { kind: 'audio', extension: 'm4a' },
  'audio/mp4': { kind: 'audio', extension: 'm4a' },
  'audio/wav': { kind: 'audio', extension: 'wav' },
  'audio/ogg': { kind: 'audio', extension: 'ogg' },
  'audio/aac': { kind: 'audio', extension: 'aac' },
  'audio/amr': { kind: 'audio', extension: 'amr' },
  'application/pdf': { kind: 'document', extension: 'pdf' },
}

export interface SniffedType extends MediaType {
  mediaType: string
}

async function sniff(
  bytes: Uint8Array,
  types: Record<string, MediaType>,
): Promise<SniffedType | null> {
  // Forty modules, loaded with the first file.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(bytes)
  const mime = found?.mime.split(';')[0] ?? ''
  const type = types[mime]
  return type ? { ...type, mediaType: mime } : null
}

/** The true type by the first bytes; null when it is none of the allowed ones. */
export const sniffType = (head: Uint8Array) => sniff(head, allowed)

const office = 'application/vnd.openxmlformats-officedocument'
/** What an article may offer: nothing that runs, so no document with macros and none of the old formats that may hold them. */
const offered: Record<string, MediaType> = {
  'application/pdf': { kind: 'document', extension: 'pdf' },
  [`${office}.wordprocessingml.document`]: { kind: 'document', extension: 'docx' },
  [`${office}.spreadsheetml.sheet`]: { kind: 'document', extension: 'xlsx' },
  'image/jpeg': { kind: 'image', extension: 'jpg' },
  'image/png': { kind: 'image', extension: 'png' },
}

/** The same for a file that an article offers; what a zip holds says what it is, so all of it is needed. */
export const sniffArticleType = (data: Uint8Array) => sniff(data, offered)
