interface Terminal {
  isTTY?: boolean | undefined
  write(text: string): unknown
}

export interface Progress {
  /** One more is done. */
  step(): void
  /** Says something beside the count, for example what is being prepared. */
  note(text: string): void
  end(): void
}

function timeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return ''
  return seconds < 90 ? `还需 ${Math.ceil(seconds)} 秒` : `还需 ${Math.ceil(seconds / 60)} 分钟`
}

/** How far a run is and how long it still takes, on a terminal alone: a log file wants no moving line. */
export function createProgress(
  label: string,
  total: number,
  {
    terminal = process.stderr,
    now = () => performance.now(),
  }: { terminal?: Terminal; now?: () => number } = {},
): Progress {
  const started = now()
  let done = 0
  let shown = Number.NEGATIVE_INFINITY
  const line = (text: string) => terminal.isTTY && terminal.write(`\r${text}\u001b[K`)
  return {
    step: () => {
      done += 1
      const at = now()
      if (at - shown < 200 && done < total) return
      shown = at
      const left = ((at - started) / 1000 / done) * (total - done)
      line(`${label} ${done}/${total} ${timeLeft(left)}`)
    },
    note: (text) => {
      line(`${label} ${text}`)
    },
    end: () => {
      line('')
    },
  }
}

export type CreateProgress = (label: string, total: number) => Progress

/** One JSON object a line on standard error, at most two a second: for the program that started this one. */
export const createLineProgress: CreateProgress = (label, total) => {
  let done = 0
  let shown = Number.NEGATIVE_INFINITY
  const line = () => {
    const at = performance.now()
    if (at - shown < 500 && done < total) return
    shown = at
    process.stderr.write(`${JSON.stringify({ label, done, total })}\n`)
  }
  line()
  return {
    step: () => {
      done += 1
      line()
    },
    note: () => {},
    end: () => {},
  }
}
