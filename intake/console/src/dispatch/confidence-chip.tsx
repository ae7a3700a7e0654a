import { Tag } from 'antd'
import { confidenceBand, confidenceText, triageText } from '../shared/labels.ts'
import { useBands } from './bands.ts'

interface Judged {
  confidence: number | null
  triage: string | null
  /** Empty without a proposed lead. */
  lead_text: string
}

/**
 * One number, and what it is the probability of: with a lead, that the lead is right, as a band; where nothing is to be dispatched,
 * that this judgement is right; where the place or the duty is open there is no lead that it could be true of, and no number.
 */
export function ConfidenceChip({ of }: { of: Judged }) {
  const bands = useBands()
  const { confidence, triage, lead_text } = of
  if (confidence === null) return <Tag className="band-none">无建议</Tag>
  if (triage !== null && triage !== 'dispatch') {
    return (
      <Tag className="band-none">
        {triageText(triage)} {confidenceText(confidence)}
      </Tag>
    )
  }
  if (lead_text === '') return <Tag className="band-low">没有把握</Tag>
  const band = confidenceBand(confidence, bands)
  return (
    <Tag className={`band-${band.level}`}>
      {band.name} {confidenceText(confidence)}
    </Tag>
  )
}
