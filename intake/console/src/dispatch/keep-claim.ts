import type { ConsoleClient } from '../api/console-client.ts'
import { ApiError } from '../api/http.ts'

export type ClaimState =
  | { kind: 'claiming' }
  | { kind: 'mine' }
  /** Somebody else has it; the server's words name the person. */
  | { kind: 'other'; message: string }
  /** It was mine and is not any more. */
  | { kind: 'lost'; message: string }

/** The server lets a claim live 60 s after its last heartbeat. */
const LIFE_MS = 60_000
const BEAT_MS = 20_000
const RETRY_MS = 3_000
/** Whoever leafs through the queue with j and k should not lock each request on the way. */
const SETTLE_MS = 250

const unreachable = '与服务器的连接中断，处理锁可能已失效。您填写的内容仍在本页。'

/** Claims a request and beats until it is stopped or lost; stopping gives the claim back. */
export function keepClaim(
  client: Pick<ConsoleClient, 'claim' | 'release'>,
  requestId: string,
  onState: (state: ClaimState) => void,
): () => void {
  let stopped = false
  let held = 0
  let silent = false
  let timer = setTimeout(beat, SETTLE_MS)

  async function beat() {
    const state = await tryClaim()
    if (stopped) return
    onState(state)
    // What somebody took over stays theirs; a broken line is tried until it is back.
    if (state.kind === 'lost' && !silent) return
    timer = setTimeout(beat, silent ? RETRY_MS : BEAT_MS)
  }

  async function tryClaim(): Promise<ClaimState> {
    try {
      await client.claim(requestId)
      held = Date.now()
      silent = false
      // The person left while the answer was on its way.
      if (stopped) giveBack()
      return { kind: 'mine' }
    } catch (error) {
      silent = !isRefusal(error)
      return judgeFailure(error, { held, now: Date.now() })
    }
  }

  /** A claim that cannot be given back ends by itself. */
  function giveBack() {
    client.release(requestId).catch(() => null)
  }

  // A tab that is closed says nothing more: without this a colleague would wait until the claim has run out.
  const onLeave = () => {
    if (held > 0) giveBack()
  }
  globalThis.addEventListener?.('pagehide', onLeave)
  return () => {
    stopped = true
    clearTimeout(timer)
    globalThis.removeEventListener?.('pagehide', onLeave)
    onLeave()
  }
}

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status >= 400 && error.status < 500

/** A refusal is somebody else's claim; silence is not, until my own claim must have run out. */
export function judgeFailure(error: unknown, at: { held: number; now: number }): ClaimState {
  if (isRefusal(error)) {
    return { kind: at.held > 0 ? 'lost' : 'other', message: error.message }
  }
  if (at.held === 0) return { kind: 'claiming' }
  return at.now - at.held > LIFE_MS ? { kind: 'lost', message: unreachable } : { kind: 'mine' }
}
