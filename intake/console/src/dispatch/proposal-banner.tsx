import { Alert, Tag } from 'antd'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import {
  articleText,
  confidenceBand,
  confidenceText,
  flagText,
  triageText,
} from '../shared/labels.ts'
import { useBands } from './bands.ts'

/** How sure the system is and what it takes this for, before any field. */
export function ProposalBanner({ proposal }: { proposal: RequestDetail['proposal'] }) {
  const bands = useBands()
  if (!proposal) {
    return <Alert type="warning" showIcon title="系统没有给出建议，请人工判断后派单。" />
  }
  const band = confidenceBand(proposal.confidence, bands)
  return (
    <div className="banner">
      <p className="banner-line">
        <Tag className={`band-${band.level}`}>
          {band.name} {confidenceText(proposal.confidence)}
        </Tag>
        <span>
          {triageText(proposal.triage)} · {articleText(proposal.article)}
        </span>
        {proposal.flags.map((flag) => (
          <Tag key={flag} color="#7a3ea1">
            {flagText(flag)}
          </Tag>
        ))}
      </p>
      {proposal.triage === 'emergency' && (
        <Alert
          type="error"
          showIcon
          title={`疑似警情${proposal.emergency_number === null ? '' : `，应转 ${proposal.emergency_number}`}`}
        />
      )}
      {proposal.triage !== 'dispatch' && proposal.triage !== 'emergency' && (
        <Alert
          type="warning"
          showIcon
          title={`系统认为：${triageText(proposal.triage)}。派单前请核对。`}
        />
      )}
      {proposal.abstain && (
        <Alert
          type="warning"
          showIcon
          title="系统对主办单位没有把握，请您选定"
          description={proposal.abstain_reason}
        />
      )}
    </div>
  )
}
