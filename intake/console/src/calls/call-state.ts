import type {
  CallChanges,
  CallDetail,
  CallSegment,
  Understanding,
} from '../../../protocol/call-api.ts'

export interface CallState {
  changeNo: number
  state: CallDetail['state']
  endedAt: string | null
  segments: CallSegment[]
  hasMore: boolean
  understanding: Understanding | null
}

export function startState(detail: CallDetail): CallState {
  return {
    changeNo: detail.change_no,
    state: detail.state,
    endedAt: detail.ended_at,
    segments: detail.transcript,
    hasMore: detail.has_more,
    understanding: detail.understanding,
  }
}

/** A segment that comes again replaces the one shown, if it is newer; order is by time. */
export function mergeSegments(
  shown: readonly CallSegment[],
  changed: readonly CallSegment[],
): CallSegment[] {
  const byId = new Map(shown.map((one) => [one.id, one]))
  for (const one of changed) {
    const known = byId.get(one.id)
    if (!known || known.change_no <= one.change_no) byId.set(one.id, one)
  }
  return [...byId.values()].sort(
    (a, b) =>
      a.start_ms - b.start_ms || a.end_ms - b.end_ms || Number(a.id > b.id) - Number(a.id < b.id),
  )
}

export function applyChanges(state: CallState, changes: CallChanges): CallState {
  const { understanding } = changes
  const isNewer = understanding && understanding.upto >= (state.understanding?.upto ?? -1)
  return {
    changeNo: Math.max(state.changeNo, changes.change_no),
    state: changes.state,
    endedAt: changes.ended_at,
    segments:
      changes.segments.length === 0
        ? state.segments
        : mergeSegments(state.segments, changes.segments),
    hasMore: state.hasMore,
    understanding: isNewer ? understanding : state.understanding,
  }
}
