import { Alert, Tag } from 'antd'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { EventTimeline } from '../orders/event-timeline.tsx'
import { channelText, kindTexts, senderText } from '../shared/labels.ts'
import { showStamp, timeLeft } from '../shared/times.ts'
import { useNow } from '../shared/use-now.ts'
import type { EvidenceFor } from './evidence-segments.ts'
import { EvidenceText } from './evidence-text.tsx'

interface RequestPanelProps {
  detail: RequestDetail
  focus: EvidenceFor | null
}

/** What the citizen said: the request, the words that speak for the proposal, the whole conversation. */
export function RequestPanel({ detail, focus }: RequestPanelProps) {
  const { proposal } = detail
  const words = proposal && proposal.text !== '' ? proposal.text : detail.description
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by keyboard
    <section className="request" aria-label="诉求内容" tabIndex={0}>
      <h2 className="request-title">{detail.title}</h2>
      <RequestMeta detail={detail} />
      <EvidenceText text={words} evidence={proposal?.evidence ?? []} focus={focus} />
      {words.trim() !== detail.description.trim() && (
        <>
          <h3>诉求单上的内容</h3>
          <p className="plain">{detail.description}</p>
        </>
      )}
      {detail.address !== '' && (
        <p className="plain">
          <strong>地址：</strong>
          {detail.address}
        </p>
      )}
      {proposal && proposal.parts.length > 0 && <Parts parts={proposal.parts} />}
      {detail.messages.length > 0 && (
        <>
          <h3>对话</h3>
          <ol className="talk">
            {detail.messages.map((message) => (
              <li key={message.seq} className={`talk-${message.sender}`}>
                <span className="talk-who">
                  {senderText(message.sender)} <time>{showStamp(message.at)}</time>
                </span>
                <span className="talk-text">{message.text}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {detail.events.length > 0 && (
        <>
          <h3>经过</h3>
          <EventTimeline events={detail.events} />
        </>
      )}
    </section>
  )
}

function RequestMeta({ detail }: { detail: RequestDetail }) {
  const now = useNow()
  const waiting = detail.status === 'awaiting_dispatch'
  const left = timeLeft(detail.dispatch_due_at, now, 30 * 60_000)
  return (
    <p className="request-meta">
      <span>{detail.request_no}</span>
      <span>
        {channelText(detail.channel)} {showStamp(detail.received_at)}
      </span>
      {waiting && <Tag className={`left-${left.state}`}>派单{left.text}</Tag>}
      {detail.confidential && <Tag color="#7a3ea1">要求保密</Tag>}
      <span>{detail.has_contact ? '留有联系方式' : '未留联系方式'}</span>
    </p>
  )
}

type Part = NonNullable<RequestDetail['proposal']>['parts'][number]

/** Several demands in one message (each has its own proposal; this form decides the first). */
function Parts({ parts }: { parts: Part[] }) {
  return (
    <Alert
      className="parts"
      type="info"
      showIcon
      title={`这段话里有 ${parts.length} 件事，右侧处理的是第一件`}
      description={
        <ol>
          {parts.map((part) => (
            <li key={part.text}>
              {kindTexts[part.kind]}：{part.service_codes[0]?.name ?? '未分类'} →{' '}
              {part.units.find((unit) => unit.role === 'lead')?.name ?? '单位待定'}
            </li>
          ))}
        </ol>
      }
    />
  )
}
