import { Alert, Tabs, Tag } from 'antd'
import { type ReactNode, useState } from 'react'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { linkTo } from '../router.ts'
import { EvidenceSent } from '../shared/evidence-sent.tsx'
import { channelText, kindTexts } from '../shared/labels.ts'
import { showStamp, timeLeft } from '../shared/times.ts'
import { useNow } from '../shared/use-now.ts'
import { AskTab } from './ask-tab.tsx'
import type { Choices } from './choices.ts'
import { ConsultTab } from './consult-tab.tsx'
import type { Look, OnLook } from './evidence-segments.ts'
import { EvidenceText } from './evidence-text.tsx'
import { RelatedTab } from './related-tab.tsx'
import { type RequestTab, requestTabs } from './request-tabs.ts'
import { SplitTab } from './split-tab.tsx'
import { TalkTab } from './talk-tab.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { WhyTab } from './why-tab.tsx'

interface RequestPanelProps {
  detail: RequestDetail
  choices: Choices
  focus: Look | null
  onLook: OnLook
  onReload: () => void
}

/** What the citizen said, and below it all that helps to decide. */
export function RequestPanel(props: RequestPanelProps) {
  const { detail, focus, choices } = props
  const { proposal } = detail
  // The marked words are of the first demand alone: then the whole message stands open below them.
  const several = proposal !== null && proposal.parts.length > 1 && detail.parts.length === 0
  const words = proposal && proposal.text !== '' ? proposal.text : detail.description
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by keyboard
    <section className="request" aria-label="诉求内容" tabIndex={0}>
      <h2 className="request-title">{detail.title}</h2>
      <RequestMeta detail={detail} />
      <EvidenceText
        text={words}
        evidence={proposal?.evidence ?? []}
        calm={proposal?.triage === 'dispatch'}
        focus={focus}
      />
      {words.trim() !== detail.description.trim() && (
        <details open={several}>
          <summary>诉求单上的内容</summary>
          <p className="plain">{detail.description}</p>
        </details>
      )}
      {detail.address !== '' && (
        <p className="plain">
          <strong>地址：</strong>
          {detail.address}
        </p>
      )}
      {detail.chosen_class !== null && (
        <p className="plain">
          <strong>市民选的事项：</strong>
          {choices.classPath(detail.chosen_class)}
        </p>
      )}
      <EvidenceSent attachments={detail.attachments} pin={detail.pin} />
      {proposal && several && <Demands parts={proposal.parts} />}
      <RequestTabs {...props} />
    </section>
  )
}

function RequestTabs({ detail, choices, onLook, onReload }: RequestPanelProps) {
  const [tab, setTab] = useState<RequestTab>('talk')
  const closed = detail.status !== 'awaiting_dispatch' || !detail.actions.includes('dispatch')
  const disabled = closed || detail.leaving !== null || detail.claim?.mine === false
  useShortcuts(
    Object.fromEntries(requestTabs.map(({ key, hotkey }) => [hotkey, () => setTab(key)])),
  )
  const act = { detail, disabled, onDone: onReload }
  const contents: Record<RequestTab, ReactNode> = {
    talk: <TalkTab detail={detail} />,
    why: <WhyTab detail={detail} onLook={onLook} />,
    related: <RelatedTab detail={detail} disabled={disabled} />,
    ask: <AskTab key={detail.questions.length} {...act} />,
    consult: <ConsultTab {...act} choices={choices} />,
    split: <SplitTab key={`${detail.proposal_id}/${detail.parts.length}`} {...act} />,
  }
  return (
    <Tabs
      className="request-tabs"
      size="small"
      activeKey={tab}
      onChange={(key) => setTab(key as RequestTab)}
      destroyOnHidden
      items={requestTabs.map(({ key, name, hotkey }) => ({
        key,
        label: (
          <>
            {name}
            {countOf(detail, key)} <kbd>{hotkey}</kbd>
          </>
        ),
        children: contents[key],
      }))}
    />
  )
}

function countOf(detail: RequestDetail, tab: RequestTab): string {
  const counts: Partial<Record<RequestTab, number>> = {
    related: detail.duplicates,
    ask: detail.questions.length,
    consult: detail.consultations.length,
    split: detail.parts.length || (detail.proposal?.parts.length ?? 0),
  }
  return counts[tab] ? ` ${counts[tab]}` : ''
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
      {detail.sensitive && <Tag color="#7a3ea1">敏感</Tag>}
      {detail.confidential && <Tag color="#7a3ea1">要求保密</Tag>}
      {detail.part_of && (
        <a href={linkTo('dispatch', detail.part_of.request_id)}>
          拆分自 {detail.part_of.request_no}
        </a>
      )}
      <span>{detail.has_contact ? '留有联系方式' : '未留联系方式'}</span>
    </p>
  )
}

type Part = NonNullable<RequestDetail['proposal']>['parts'][number]

/** Several demands in one message: the form decides the first, unless they are separated. */
function Demands({ parts }: { parts: Part[] }) {
  return (
    <Alert
      className="parts"
      type="info"
      showIcon
      title={`这段话里有 ${parts.length} 件事，右侧处理的是第一件；按 x 拆分成 ${parts.length} 张工单`}
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
