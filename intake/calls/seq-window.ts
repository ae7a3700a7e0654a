/** Which sequence numbers have come: all up to `acked`, and single ones `beyond` it. */
export interface SeqWindow {
  acked: number
  beyond: number[]
}

/** More numbers than this waiting above a gap: the sender does not fill it, and memory has an end. */
export const MAX_BEYOND = 2000

/** Notes numbers that came; repeated ones change nothing. */
export function noteSeqs(window: SeqWindow, seqs: Iterable<number>): SeqWindow {
  const beyond = new Set(window.beyond)
  for (const seq of seqs) if (seq > window.acked) beyond.add(seq)
  let { acked } = window
  while (beyond.delete(acked + 1)) acked += 1
  return { acked, beyond: [...beyond].sort((a, b) => a - b) }
}

/** The gaps below the highest number that came, at most twenty. */
export function missingSeqs({ acked, beyond }: SeqWindow): [number, number][] {
  const gaps: [number, number][] = []
  let next = acked + 1
  for (const seq of beyond) {
    if (seq > next) gaps.push([next, seq - 1])
    next = seq + 1
  }
  return gaps.slice(0, 20)
}
