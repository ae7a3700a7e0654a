import type { SegmentInput } from '../protocol/call-api.ts'

/** A piece of what was said, with the place of its frame in the stream. */
export type Segment = SegmentInput & { seq: number }

/** Pieces overlap where both sides speak at once: who began first comes first. */
export function compareSegments(a: Segment, b: Segment): number {
  return a.start_ms - b.start_ms || a.end_ms - b.end_ms || compareText(a.segment_id, b.segment_id)
}

const compareText = (a: string, b: string) => Number(a > b) - Number(a < b)

/**
 * Which of two versions of one segment stands: the higher revision, then the final one, then the one sent later. A
 * total order, so that neither the order of arrival nor a repetition changes what is kept.
 */
export function laterVersion(a: Segment, b: Segment): Segment {
  const order =
    a.revision - b.revision || Number(a.final) - Number(b.final) || a.seq - b.seq || tieBreak(a, b)
  return order >= 0 ? a : b
}

/** A sender that numbers two different frames alike is broken; what is kept must not depend on luck even then. */
const tieBreak = (a: Segment, b: Segment) => compareText(JSON.stringify(a), JSON.stringify(b))

/** The transcript that frames amount to, whatever order they came in and however often. */
export function assembleSegments(frames: Iterable<Segment>): Segment[] {
  const kept = new Map<string, Segment>()
  for (const frame of frames) {
    const known = kept.get(frame.segment_id)
    kept.set(frame.segment_id, known ? laterVersion(known, frame) : frame)
  }
  return [...kept.values()].sort(compareSegments)
}
