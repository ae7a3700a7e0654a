import type { DestinationStream } from 'pino'

const labels: Record<number, string> = {
  20: '细节',
  30: '记录',
  40: '注意',
  50: '出错',
  60: '停止',
}

interface Line {
  level: number
  time: number
  msg?: string
  err?: { message?: string; stack?: string }
}

/** One log line as a person at a terminal reads it; what is no JSON stays as it is. */
export function readableLine(json: string): string {
  try {
    const { level, time, msg = '', err } = JSON.parse(json) as Line
    const clock = new Date(time).toTimeString().slice(0, 8)
    const reason = err?.message ? `：${err.message}` : ''
    const stack = level >= 50 && err?.stack ? `\n${err.stack}` : ''
    return `${clock} ${labels[level] ?? level} ${msg}${reason}${stack}\n`
  } catch {
    return json
  }
}

/** The log for a terminal: readable lines; files and collectors get JSON. */
export function terminalStream(write: (text: string) => void): DestinationStream {
  return { write: (line) => write(readableLine(line)) }
}
