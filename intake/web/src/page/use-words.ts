import { useState } from 'preact/hooks'
import type { KeyValue } from '../chat/storage.ts'
import { COMPOSER_KEY } from '../chat/storage.ts'

/** What is being written; it survives a reload. */
export interface Words {
  text: string
  write(text: string): void
  /** What was not delivered comes back before what is being written. */
  putBefore(text: string): void
}

export function useWords(storage: KeyValue): Words {
  const [text, setText] = useState(() => storage.get(COMPOSER_KEY) ?? '')
  const write = (value: string) => {
    setText(value)
    if (value === '') storage.remove(COMPOSER_KEY)
    else storage.set(COMPOSER_KEY, value)
  }
  return {
    text,
    write,
    putBefore: (earlier) => write(text.trim() === '' ? earlier : `${earlier}\n${text}`),
  }
}
