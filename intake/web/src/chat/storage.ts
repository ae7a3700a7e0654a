/** What the chat keeps on the device. Private windows may refuse storage: then it lasts as long as the page. */
export interface KeyValue {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  keys(): string[]
}

export const TOKEN_KEY = 'jiesu.chat.token'
export const COMPOSER_KEY = 'jiesu.chat.composer'
export const OUTBOX_PREFIX = 'jiesu.chat.out.'
export const LARGE_TYPE_KEY = 'jiesu.large-type'

export function createMemoryStorage(): KeyValue {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  }
}

export function createBrowserStorage(): KeyValue {
  const memory = createMemoryStorage()
  const attempt = <T>(run: () => T, otherwise: () => T): T => {
    try {
      return run()
    } catch {
      return otherwise()
    }
  }
  return {
    get: (key) =>
      attempt(
        () => localStorage.getItem(key) ?? memory.get(key),
        () => memory.get(key),
      ),
    set: (key, value) =>
      attempt(
        () => localStorage.setItem(key, value),
        () => memory.set(key, value),
      ),
    remove: (key) => {
      memory.remove(key)
      attempt(
        () => localStorage.removeItem(key),
        () => undefined,
      )
    },
    keys: () =>
      attempt(
        () => [...new Set([...Object.keys(localStorage), ...memory.keys()])],
        () => memory.keys(),
      ),
  }
}
