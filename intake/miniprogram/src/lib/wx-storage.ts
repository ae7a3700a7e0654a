import { createGuardedStorage, type KeyValue } from '../../../web/src/chat/storage.ts'

/** WeChat's storage as the chat knows it: what is missing there is an empty string. */
export const createWxStorage = (): KeyValue =>
  createGuardedStorage({
    get: (key) => {
      const value: unknown = wx.getStorageSync(key)
      return typeof value === 'string' && value !== '' ? value : null
    },
    set: (key, value) => wx.setStorageSync(key, value),
    remove: (key) => wx.removeStorageSync(key),
    keys: () => wx.getStorageInfoSync().keys,
  })
