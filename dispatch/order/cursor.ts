import { AppError } from '../../db/kernel/errors.ts'

/** A page's cursor: the sort key of its last row, opaque to clients. */
export function writeCursor(key: readonly (string | boolean)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Reads a cursor of `length` parts; a forged or cut one is a bad request, not a crash. */
export function readCursor(cursor: string, length: number): (string | boolean)[] {
  const key = parse(Buffer.from(cursor, 'base64url').toString())
  if (Array.isArray(key) && key.length === length) return key as (string | boolean)[]
  throw new AppError('http.invalid-input', { detail: '翻页参数' })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
