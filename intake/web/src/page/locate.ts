import type { Pin } from '../../../protocol/chat-frames.ts'

export type Located = { pin: Pin } | { problem: string }

const PLACED = '可以在地图上标出来，或者直接写出地点。'
const problems: Record<number, string> = {
  1: `没有取得位置的权限。${PLACED}`,
  2: `现在定位不到。${PLACED}`,
  3: `定位用的时间太长。${PLACED}`,
}

/** The phone's position, asked for only after a press; it goes into this one message. */
export function locate(): Promise<Located> {
  if (!('geolocation' in navigator)) {
    return Promise.resolve({ problem: `这个浏览器不能定位。${PLACED}` })
  }
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude: lng, latitude: lat, accuracy } }) =>
        resolve({ pin: { lng, lat, accuracy: Math.min(Math.round(accuracy), 100_000) } }),
      ({ code }) => resolve({ problem: problems[code] ?? `没有取得位置。${PLACED}` }),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    )
  })
}
