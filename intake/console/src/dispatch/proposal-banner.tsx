import { Alert, Tag } from 'antd'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { articleText, flagText, triageText } from '../shared/labels.ts'
import { ConfidenceChip } from './confidence-chip.tsx'
import { leadName } from './decision-form.ts'

/** How sure the system is and what it takes this for, before any field. */
export function ProposalBanner({ proposal }: { proposal: RequestDetail['proposal'] }) {
  if (!proposal) {
    return <Alert type="warning" showIcon title="系统没有给出建议，请人工判断后派单。" />
  }
  return (
    <div className="banner">
      <p className="banner-line">
        <ConfidenceChip of={{ ...proposal, lead_text: leadName(proposal) }} />
        <span>
          {proposal.triage === 'dispatch' && `${triageText(proposal.triage)} · `}
          {articleText(proposal.article)}
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
