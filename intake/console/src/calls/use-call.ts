import { useEffect, useRef, useState } from 'react'
import type { CallDetail } from '../../../protocol/call-api.ts'
import { useConsole } from '../session/console-context.ts'
import { followCall } from './call-line.ts'
import { applyChanges, type CallState, mergeSegments, startState } from './call-state.ts'

export interface LiveCall extends CallState {
  connected: boolean
  loadEarlier: () => void
}

/** A call as it runs: what is loaded, and everything that changes after it. */
export function useCall(detail: CallDetail): LiveCall {
  const { client } = useConsole()
  const [state, setState] = useState(() => startState(detail))
  const [connected, setConnected] = useState(true)
  const latest = useRef(state)
  latest.current = state
  const follows = detail.origin !== 'manual' && ['live', 'ended'].includes(detail.state)
  useEffect(() => {
    if (!follows) return
    return followCall({
      callId: detail.id,
      after: () => latest.current.changeNo,
      onChanges: (changes) => setState((old) => applyChanges(old, changes)),
      onStatus: setConnected,
    })
  }, [detail.id, follows])
  const loadEarlier = () => {
    const first = state.segments[0]
    if (!first) return
    client.calls.earlier(detail.id, first).then(
      (page) =>
        setState((old) => ({
          ...old,
          hasMore: page.has_more,
          segments: mergeSegments(old.segments, page.transcript),
        })),
      () => {},
    )
  }
  return { ...state, connected, loadEarlier }
}
