import { MAX_TEXT_BYTES } from '../protocol/chat-frames.ts'

/** A text of 16 KB may be escaped in JSON; anything larger than this is no frame of ours. */
export const MAX_FRAME_BYTES = 4 * MAX_TEXT_BYTES

/** Our close codes (4000–4999 are free for applications, RFC 6455 section 7.4.2). */
export const closeCodes = {
  protocolVersion: 4001,
  helloLate: 4002,
  tokenUnknown: 4004,
  codeUnknown: 4005,
  flooding: 4009,
  tooManyConversations: 4028,
  tooManyConnections: 4029,
  signedOut: 4401,
} as const
