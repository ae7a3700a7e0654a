import { LARGE_TYPE_KEY } from '../../../web/src/chat/storage.ts'
import { storage } from './chat.ts'

/** WeChat's own font setting above the middle counts as a wish for large type. */
const LARGE_FONT = 18

/** 长辈版: chosen here, or by the phone's font scale as long as nothing was chosen. */
export function isElder(): boolean {
  const chosen = storage.get(LARGE_TYPE_KEY)
  if (chosen !== null) return chosen === '1'
  const { fontSizeSetting = 16 } = wx.getAppBaseInfo()
  return fontSizeSetting >= LARGE_FONT
}

export function setElder(on: boolean): void {
  storage.set(LARGE_TYPE_KEY, on ? '1' : '0')
}
