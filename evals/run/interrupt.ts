/** Whether Ctrl-C was pressed: the run stops after the case at hand, and what was answered stays. */
export interface Interrupt {
  readonly wanted: boolean
  release(): void
}

export function onInterrupt(say: (text: string) => void): Interrupt {
  let wanted = false
  const stop = () => {
    // A second Ctrl-C ends it at once; the run folder is whole after every case.
    if (wanted) process.exit(2)
    wanted = true
    say('正在停下……再按一次 Ctrl-C 立即退出。')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    get wanted() {
      return wanted
    },
    release: () => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}
