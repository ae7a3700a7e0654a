import type { ErrorCode } from '../../db/kernel/errors.ts'
import {
  type ClientFrame,
  clientFrame,
  MAX_TEXT_BYTES,
  PROTOCOL_VERSION,
} from '../protocol/chat-frames.ts'

export type ReadFrame =
  | { frame: ClientFrame }
  | { code: ErrorCode; clientMessageId: string | null; fatal: boolean }

/** Characters that no database text may hold, or that only confuse readers; line breaks and tabs stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B\u202A-\u202E\u2066-\u2069]/g

/** Every text of the frame without control characters and with whole characters only (a lone surrogate is no text). */
function clean(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString().replace(controls, '')
  if (Array.isArray(value)) return value.map(clean)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]))
  }
  return value
}

function parseJson(data: string): Record<string, unknown> | null {
  try {
    const value = clean(JSON.parse(data))
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

/** Photos or a position say something without a word. */
function carriesMore({ attachments, pin }: Record<string, unknown>): boolean {
  return (Array.isArray(attachments) && attachments.length > 0) || (pin ?? null) !== null
}

/** Reads one frame of a client, or says what is wrong with it; it never throws, whatever was sent. */
export function readFrame(data: string): ReadFrame {
  const raw = parseJson(data)
  if (!raw) return { code: 'chat.frame-invalid', clientMessageId: null, fatal: false }
  const sentId = raw['client_message_id']
  const clientMessageId = typeof sentId === 'string' ? sentId.slice(0, 64) : null
  if (raw['type'] === 'hello' && raw['v'] !== PROTOCOL_VERSION) {
    return { code: 'chat.version-unsupported', clientMessageId: null, fatal: true }
  }
  if (raw['type'] === 'message-send' && typeof raw['text'] === 'string') {
    if (raw['text'].trim() === '' && !carriesMore(raw)) {
      return { code: 'chat.text-empty', clientMessageId, fatal: false }
    }
    if (Buffer.byteLength(raw['text']) > MAX_TEXT_BYTES) {
      return { code: 'chat.text-too-long', clientMessageId, fatal: false }
    }
  }
  const parsed = clientFrame.safeParse(raw)
  return parsed.success
    ? { frame: parsed.data }
    : { code: 'chat.frame-invalid', clientMessageId, fatal: false }
}
