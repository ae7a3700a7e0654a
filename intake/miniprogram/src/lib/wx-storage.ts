import { createMemoryStorage, type KeyValue } from '../../../web/src/chat/storage.ts'

/** WeChat's storage as the chat knows it; a full or refused one lasts as long as the page. */
export function createWxStorage(): KeyValue {
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
        () => {
          const value: unknown = wx.getStorageSync(key)
          return typeof value === 'string' && value !== '' ? value : memory.get(key)
        },
        () => memory.get(key),
      ),
    set: (key, value) =>
      attempt(
        () => wx.setStorageSync(key, value),
        () => memory.set(key, value),
      ),
    remove: (key) => {
      memory.remove(key)
      attempt(
        () => wx.removeStorageSync(key),
        () => undefined,
      )
    },
    keys: () =>
      attempt(
        () => [...new Set([...wx.getStorageInfoSync().keys, ...memory.keys()])],
        () => memory.keys(),
      ),
  }
}
