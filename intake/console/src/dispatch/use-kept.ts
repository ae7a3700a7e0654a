import { useState } from 'react'
import { useConsole } from '../session/console-context.ts'
import { keepTyped, loseTyped, readTyped } from './form-store.ts'

/**
 * Words that are being typed beside the form (a question, an opinion, a separation): they are there again after another tab, another
 * request, a reload or a lost connection (promise 5). `forget` when they have been sent.
 */
export function useKept<T>(place: string, start: () => T) {
  const { me } = useConsole()
  const name = `${me.id}.${place}`
  const [value, setValue] = useState<T>(() => readTyped<T>(name) ?? start())
  const set = (next: T) => {
    setValue(next)
    keepTyped(name, next)
  }
  return { value, set, forget: () => loseTyped(name) }
}
