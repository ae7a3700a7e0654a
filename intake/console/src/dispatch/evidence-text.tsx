import { useEffect, useRef } from 'react'
import type { Evidence, Look, Segment } from './evidence-segments.ts'
import { cutSegments, evidenceTexts, isLookedAt } from './evidence-segments.ts'

interface EvidenceTextProps {
  text: string
  /** What shows that it is to be dispatched as most are is no alarm. */
  calm: boolean
  evidence: readonly Evidence[]
  /** The field or the reason whose evidence stands out, while the person looks at it on the right. */
  focus: Look | null
}

/** The citizen's own words, with those marked that the proposal rests on; each mark says in text what for. */
export function EvidenceText({ text, evidence, calm, focus }: EvidenceTextProps) {
  const words = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // A reason that was pressed brings its words into view; looking along the fields moves nothing.
    if (focus === null || focus.spans.length === 0) return
    words.current?.querySelector('.ev-strong')?.scrollIntoView({ block: 'nearest' })
  }, [focus])
  return (
    <p className={calm ? 'words words-calm' : 'words'} ref={words}>
      {cutSegments(text, evidence).map((segment) =>
        segment.marks.length === 0 ? (
          <span key={segment.start}>{segment.text}</span>
        ) : (
          <Marked
            key={segment.start}
            segment={segment}
            calm={calm}
            strong={isLookedAt(segment, focus)}
          />
        ),
      )}
    </p>
  )
}

function Marked({ segment, calm, strong }: { segment: Segment; calm: boolean; strong: boolean }) {
  const { marks } = segment
  const first = (calm && marks.find((mark) => mark !== 'triage')) || marks[0] || 'class'
  return (
    <mark className={`ev ev-${first}${strong ? ' ev-strong' : ''}`} title={segment.why.join('；')}>
      {segment.text}
      {segment.labels.length > 0 && (
        <small>{segment.labels.map((label) => evidenceTexts[label]).join('、')}</small>
      )}
    </mark>
  )
}
