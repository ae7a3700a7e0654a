import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { CallSegment, WordSpan } from '../../../protocol/call-api.ts'
import { Nothing } from '../shared/states.tsx'
import type { LiveCall } from './use-call.ts'

const speakerTexts = { citizen: '市民', operator: '坐席', unknown: '通话' } as const

interface TranscriptProps {
  call: LiveCall
  /** Words that a field rests on, while the operator looks at it. */
  marks: readonly WordSpan[]
}

/** What is said, as it is said; new words scroll into view unless somebody reads further up. */
export function TranscriptPanel({ call, marks }: TranscriptProps) {
  const box = useRef<HTMLOListElement>(null)
  const pinned = useRef(true)
  const { segments } = call
  const last = segments.at(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls with each new word
  useEffect(() => {
    if (pinned.current && marks.length === 0)
      box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [last?.id, last?.text, segments.length])
  const first = marks[0]?.segment
  useEffect(() => {
    if (first === undefined) return
    const row = box.current?.querySelector(`[data-segment="${CSS.escape(first)}"]`)
    row?.scrollIntoView({ block: 'center' })
  }, [first])
  return (
    <section className="transcript" aria-label="通话转写">
      {!call.connected && (
        <Alert type="warning" banner title="实时连接已断开，正在重连，内容不会丢。" />
      )}
      {segments.length === 0 && <Nothing text="还没有转写内容，开始说话后会自动出现。" />}
      <ol
        ref={box}
        className="segments"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label="通话内容"
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget
          pinned.current = scrollHeight - scrollTop - clientHeight < 60
        }}
      >
        {call.hasMore && (
          <li className="more">
            <Button size="small" onClick={call.loadEarlier}>
              看更早的内容
            </Button>
          </li>
        )}
        {segments.map((segment) => (
          <SegmentRow
            key={segment.id}
            segment={segment}
            marks={marks.filter((mark) => mark.segment === segment.id)}
          />
        ))}
      </ol>
    </section>
  )
}

function SegmentRow({ segment, marks }: { segment: CallSegment; marks: WordSpan[] }) {
  const unsure = segment.confidence !== null && segment.confidence < 0.6
  return (
    <li
      data-segment={segment.id}
      className={`segment segment-${segment.speaker}${segment.final ? '' : ' segment-partial'}`}
    >
      <span className="segment-who">
        {speakerTexts[segment.speaker]} <time>{clock(segment.start_ms)}</time>
        {!segment.final && <em>识别中</em>}
        {unsure && <em>听不清</em>}
      </span>
      <span className="segment-text">{markWords(segment.text, marks)}</span>
    </li>
  )
}

function markWords(text: string, marks: readonly WordSpan[]) {
  const [mark] = marks
  if (!mark || mark.end > text.length) return text
  return (
    <>
      {text.slice(0, mark.start)}
      <mark className="ev ev-place ev-strong">{text.slice(mark.start, mark.end)}</mark>
      {text.slice(mark.end)}
    </>
  )
}

/** `75_000` → `1:15`. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const rest = String(seconds % 60).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${rest}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
}
