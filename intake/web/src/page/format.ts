const dayAndTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const timeOnly = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const date = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
})

function format(formatter: Intl.DateTimeFormat, at: string): string {
  const time = new Date(at)
  return Number.isNaN(time.getTime()) ? at : formatter.format(time)
}

export const showDayAndTime = (at: string): string => format(dayAndTime, at)
export const showTime = (at: string): string => format(timeOnly, at)
export const showDate = (at: string): string => format(date, at)

/** UTF-8 bytes, as the server counts. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
