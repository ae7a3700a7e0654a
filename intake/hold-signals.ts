/** Ctrl-C and SIGTERM that come before there is anything to close properly. */
export interface HeldSignals {
  /** Whether one came. */
  came(): boolean
  release(): void
}

const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * Keeps the first signal until the start is over: a process that ends while a thread loads the sentence model is aborted
 * by the native library with a core dump. A second one ends the process at once.
 */
export function holdSignals(say: (text: string) => void): HeldSignals {
  let held = false
  const onSignal = () => {
    if (held) process.exit(130)
    held = true
    say(
      '正在停止，等载入告一段落；再按一次立即退出 / stopping once loading is done; press again to quit now',
    )
  }
  for (const signal of signals) process.on(signal, onSignal)
  return {
    came: () => held,
    release: () => {
      for (const signal of signals) process.removeListener(signal, onSignal)
    },
  }
}
