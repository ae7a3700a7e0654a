import type { Speaker, WordSpan } from '../protocol/call-api.ts'

/** A line of the transcript, as it is understood. */
export interface Line {
  id: string
  speaker: Speaker
  text: string
}

export interface CallText {
  /** Lines `市民：…` and `坐席：…`, as the proposal reads a call. */
  text: string
  /** Where words of `text` stand in the transcript; a span over several lines gives one for each. */
  spansOf(start: number, end: number): WordSpan[]
}

const labels: Record<Speaker, string> = { citizen: '市民：', operator: '坐席：', unknown: '' }

/** Offsets of the joined text lead back to the segments. Where nobody says who speaks, all words count as the citizen's. */
export function joinLines(lines: readonly Line[]): CallText {
  const starts: { from: number; line: Line }[] = []
  let text = ''
  for (const line of lines) {
    if (text !== '') text += '\n'
    text += labels[line.speaker]
    starts.push({ from: text.length, line })
    // A line break inside a segment would begin a line without a speaker.
    text += line.text.replace(/[\r\n]/g, ' ')
  }
  return {
    text,
    spansOf: (start, end) =>
      starts.flatMap(({ from, line }) => {
        const span = {
          segment: line.id,
          start: Math.max(0, start - from),
          end: Math.min(line.text.length, end - from),
        }
        return span.end > span.start ? [span] : []
      }),
  }
}

const HEAD = 1600
const TAIL = 2400
const PINNED = 800

/**
 * What is read of a long call: its beginning, where people say what they want, what was said last, and the lines in between
 * that something rested on before (`pinned`). Reading the whole of a call of hours would make each new sentence slower
 * than the one before.
 */
export function windowOf(
  lines: readonly Line[],
  pinned: ReadonlySet<string> = new Set(),
): readonly Line[] {
  const total = lines.reduce((sum, line) => sum + line.text.length, 0)
  if (total <= HEAD + TAIL) return lines
  const kept = lines.filter((line) => pinned.has(line.id))
  const shown = new Set([
    ...takeChars(lines, HEAD),
    ...takeChars([...kept].reverse(), PINNED),
    ...takeChars([...lines].reverse(), TAIL),
  ])
  return lines.filter((line) => shown.has(line))
}

function takeChars(lines: readonly Line[], limit: number): Line[] {
  const taken: Line[] = []
  let size = 0
  for (const line of lines) {
    size += line.text.length
    if (size > limit && taken.length > 0) break
    taken.push(line)
  }
  return taken
}
