import type { Evidence, EvidenceFor, Segment } from './evidence-segments.ts'
import { cutSegments, evidenceTexts } from './evidence-segments.ts'

interface EvidenceTextProps {
  text: string
  evidence: readonly Evidence[]
  /** The field whose evidence stands out, while the person looks at it on the right. */
  focus: EvidenceFor | null
}

/** The citizen's own words, with those marked that the proposal rests on; each mark says in text what for. */
export function EvidenceText({ text, evidence, focus }: EvidenceTextProps) {
  return (
    <p className="words">
      {cutSegments(text, evidence).map((segment) =>
        segment.marks.length === 0 ? (
          <span key={segment.start}>{segment.text}</span>
        ) : (
          <Marked key={segment.start} segment={segment} focus={focus} />
        ),
      )}
    </p>
  )
}

function Marked({ segment, focus }: { segment: Segment; focus: EvidenceFor | null }) {
  const strong = focus !== null && segment.marks.includes(focus)
  const first = segment.marks[0] ?? 'class'
  return (
    <mark className={`ev ev-${first}${strong ? ' ev-strong' : ''}`} title={segment.why.join('；')}>
      {segment.text}
      {segment.labels.length > 0 && (
        <small>{segment.labels.map((label) => evidenceTexts[label]).join('、')}</small>
      )}
    </mark>
  )
}
