const stamp = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

/** `01/05 10:10`, in the hotline's time whatever the clock of this computer says. */
export function showStamp(at: string | null): string {
  return at === null ? '—' : stamp.format(new Date(at))
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface TimeLeft {
  text: string
  state: 'ample' | 'soon' | 'over'
}

/** Time to a limit in words; `soon` from `soonMs` on. */
export function timeLeft(due: string, now: number, soonMs = HOUR): TimeLeft {
  const left = Date.parse(due) - now
  if (left < 0) return { text: `已超 ${span(-left)}`, state: 'over' }
  return { text: `剩 ${span(left)}`, state: left <= soonMs ? 'soon' : 'ample' }
}

function span(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.floor(ms / MINUTE))} 分钟`
  if (ms < DAY) {
    const minutes = Math.floor((ms % HOUR) / MINUTE)
    return minutes === 0
      ? `${Math.floor(ms / HOUR)} 小时`
      : `${Math.floor(ms / HOUR)} 小时 ${minutes} 分`
  }
  const hours = Math.floor((ms % DAY) / HOUR)
  return hours === 0 ? `${Math.floor(ms / DAY)} 天` : `${Math.floor(ms / DAY)} 天 ${hours} 小时`
}
