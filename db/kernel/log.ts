import { type DestinationStream, destination, type Logger, pino } from 'pino'
import type { Config } from './config.ts'
import { terminalStream } from './terminal-log.ts'

export type { Logger }

/** What may identify a requester or open a door, wherever it stands in the first three levels of a log object. */
const hidden = [
  'phone',
  'name',
  'text',
  'contact_name',
  'contact_phone',
  'contactName',
  'contactPhone',
  'title',
  'description',
  'address',
  'query_code',
  'queryCode',
  'token',
  'resume_token',
  'resumeToken',
  'csrf_token',
  'password',
  'authorization',
  'cookie',
  // PostgreSQL puts the whole offending row there.
  'detail',
]

const redact = {
  paths: hidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
  censor: '[hidden]',
}

/** A mainland mobile number on its own. Digits stay digits, so that a JSON number remains one. */
const mobile = /(?<![\w.])(1[3-9]\d)\d{8}(?![\w.])/g

/**
 * The log. ERROR means that someone must act now; WARN that someone should look this week; INFO what happened; DEBUG the rest.
 * It goes to standard error, because standard output belongs to what a command prints (`propose --out -`).
 * JSON lines, or readable ones at a terminal. Written synchronously: the lines before a crash are those that matter.
 */
export function createLog(config: Pick<Config, 'logLevel'>, stream?: DestinationStream): Logger {
  return pino(
    {
      level: config.logLevel,
      redact,
      hooks: { streamWrite: (line) => line.replace(mobile, '$100000000') },
    },
    stream ?? defaultStream(),
  )
}

function defaultStream(): DestinationStream {
  if (process.stderr.isTTY) return terminalStream((text) => process.stderr.write(text))
  return destination({ fd: 2, sync: true })
}
