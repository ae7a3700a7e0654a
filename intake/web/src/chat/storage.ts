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

/** A device's storage that may refuse, be full or be empty: what it does not take lasts as long as the page. */
export function createGuardedStorage(device: KeyValue): KeyValue {
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
        () => device.get(key) ?? memory.get(key),
        () => memory.get(key),
      ),
    set: (key, value) =>
      attempt(
        () => device.set(key, value),
        () => memory.set(key, value),
      ),
    remove: (key) => {
      memory.remove(key)
      attempt(
        () => device.remove(key),
        () => undefined,
      )
    },
    keys: () =>
      attempt(
        () => [...new Set([...device.keys(), ...memory.keys()])],
        () => memory.keys(),
      ),
  }
}

export const createBrowserStorage = (): KeyValue =>
  createGuardedStorage({
    get: (key) => localStorage.getItem(key),
    set: (key, value) => localStorage.setItem(key, value),
    remove: (key) => localStorage.removeItem(key),
    keys: () => Object.keys(localStorage),
  })
