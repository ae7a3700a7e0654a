import { AppError, type ErrorCode } from '../../db/kernel/errors.ts'
import type { Card, ServerFrame } from '../protocol/chat-frames.ts'

/** One line to a client, whatever carries it. */
export interface Connection {
  send(text: string): void
  close(code: number, reason: string): void
  /** Ends it without a goodbye, and frees what waits to be sent. */
  cut(): void
  bufferedBytes(): number
}

export interface Refusal {
  clientMessageId?: string | null
  retryAfterMs?: number | null
  card?: Card | null
  values?: Record<string, string | number>
}

/** A line that says what is wrong, and ends when the client does not read or does not behave. */
export interface ChatLine {
  send(frame: ServerFrame): void
  refuse(code: ErrorCode, refusal?: Refusal): void
  /** Says why, then closes. */
  stop(code: ErrorCode, closeCode: number, refusal?: Refusal): void
  isOver(): boolean
  end(): void
}

export function createChatLine(
  connection: Connection,
  { backlogBytes, onEnd }: { backlogBytes: number; onEnd: () => void },
): ChatLine {
  let over = false
  const end = () => {
    if (over) return
    over = true
    onEnd()
  }
  const stop: ChatLine['stop'] = (code, closeCode, refusal = {}) => {
    if (over) return
    connection.send(JSON.stringify(errorFrame(code, refusal, true)))
    end()
    connection.close(closeCode, code)
  }
  const send = (frame: ServerFrame) => {
    if (over) return
    if (connection.bufferedBytes() <= backlogBytes) {
      connection.send(JSON.stringify(frame))
    } else {
      // Nobody reads: a last word would only wait with the rest. The client resumes where it stopped.
      end()
      connection.cut()
    }
  }
  return {
    send,
    refuse: (code, refusal = {}) => send(errorFrame(code, refusal, false)),
    stop,
    isOver: () => over,
    end,
  }
}

function errorFrame(code: ErrorCode, refusal: Refusal, fatal: boolean): ServerFrame {
  return {
    type: 'error',
    code,
    message: new AppError(code, refusal.values ?? {}).message,
    client_message_id: refusal.clientMessageId ?? null,
    retry_after_ms: refusal.retryAfterMs ?? null,
    fatal,
    ...(refusal.card ? { card: refusal.card } : {}),
  }
}
