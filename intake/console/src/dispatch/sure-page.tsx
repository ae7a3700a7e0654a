import { Alert, Button, Tag } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { QueueItem, RequestDetail } from '../../../protocol/console-api.ts'
import type { DispatchResult } from '../api/console-client.ts'
import { ApiError } from '../api/http.ts'
import { goTo, linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { deadlineTexts, modeTexts } from '../shared/labels.ts'
import { ErrorNote, errorText, Loading, Nothing } from '../shared/states.tsx'
import { timeLeft } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { useNow } from '../shared/use-now.ts'
import { useBands } from './bands.ts'
import type { Choices } from './choices.ts'
import { ConfidenceChip } from './confidence-chip.tsx'
import { EvidenceText } from './evidence-text.tsx'
import { sureItems, unchangedDecision } from './sure-items.ts'
import { useClaim } from './use-claim.ts'
import type { Queue } from './use-queue.ts'
import { useShortcuts } from './use-shortcuts.ts'

interface SurePageProps {
  queue: Queue
  choices: Choices
  onDone: (requestId: string, result: DispatchResult) => void
}

/** The sure ones one after another: each is read and confirmed by itself, with one key. There is no "all" (R12). */
export function SurePage({ queue, choices, onDone }: SurePageProps) {
  const { me } = useConsole()
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set())
  const items = sureItems(queue.items ?? [], { myName: me.display_name, bands: useBands() })
  const open = items.filter((item) => !passed.has(item.request_id))
  const [current] = open
  const pass = (id: string) => setPassed((old) => new Set([...old, id]))
  return (
    <section className="sure" aria-label="快速确认">
      <div className="sure-head">
        <h2>快速确认</h2>
        <p className="hint">
          系统把握高、不涉敏感的 {open.length} 件。逐件看、逐件确认：
          <kbd>Enter</kbd> 按建议派单，<kbd>空格</kbd> 跳过，<kbd>e</kbd> 打开细看。
        </p>
        <a href={linkTo('dispatch')}>返回队列</a>
      </div>
      {current ? (
        <SureRequest
          key={current.request_id}
          item={current}
          choices={choices}
          onPass={() => pass(current.request_id)}
          onDone={(result) => {
            pass(current.request_id)
            onDone(current.request_id, result)
          }}
        />
      ) : (
        <Nothing text="没有可以快速确认的诉求。把握不高、敏感、疑似重复、等市民答复的，请在队列里打开细看。" />
      )}
      <ol className="sure-next" aria-label="接下来">
        {open.slice(1, 9).map((item) => (
          <NextRow key={item.request_id} item={item} />
        ))}
      </ol>
    </section>
  )
}

function NextRow({ item }: { item: QueueItem }) {
  const left = timeLeft(item.dispatch_due_at, useNow(), 30 * 60_000)
  return (
    <li>
      <a href={linkTo('dispatch', item.request_id)}>{item.title}</a> <ConfidenceChip of={item} />{' '}
      <Tag className={`left-${left.state}`}>{left.text}</Tag>{' '}
      <span className="hint">
        {item.class_text} → {item.lead_text}
      </span>
    </li>
  )
}

interface SureRequestProps {
  item: QueueItem
  choices: Choices
  onPass: () => void
  onDone: (result: DispatchResult) => void
}

function SureRequest({ item, choices, onPass, onDone }: SureRequestProps) {
  const { client } = useConsole()
  const claim = useClaim(item.request_id, true)
  const {
    data: detail,
    error,
    reload,
  } = useLoad(() => client.requestDetail(item.request_id), item.request_id)
  const decision = detail ? unchangedDecision(detail) : null
  const { sending, failed, send } = useOnePress(detail, onDone)
  const ready = decision !== null && claim.state.kind === 'mine' && !sending
  const confirm = () => {
    if (ready) send()
  }
  const lookCloser = () => goTo('dispatch', { id: item.request_id })
  useShortcuts({ Enter: confirm, ' ': onPass, e: lookCloser })
  const main = useRef<HTMLElement>(null)
  const loaded = detail !== null
  useEffect(() => {
    if (loaded) main.current?.focus()
  }, [loaded])
  if (!detail) {
    return error === null ? <Loading /> : <ErrorNote error={error} onRetry={reload} />
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of this card work from here
    <article className="sure-card" ref={main} tabIndex={0} aria-label={detail.title}>
      <h3>{detail.title}</h3>
      <EvidenceText
        text={detail.proposal?.text || detail.description}
        evidence={detail.proposal?.evidence ?? []}
        calm
        focus={null}
      />
      {decision && <Summary decision={decision} choices={choices} item={item} />}
      {failed !== null && <Alert type="error" showIcon title={failed} />}
      <p className="card-actions">
        <span className="hint" role="status">
          {stateText(claim.state.kind, decision !== null)}
        </span>
        <Button onClick={onPass}>
          跳过 <kbd>空格</kbd>
        </Button>
        <Button type="primary" disabled={!ready} loading={sending} onClick={send}>
          按建议派单 <kbd>Enter</kbd>
        </Button>
      </p>
    </article>
  )
}

function stateText(claim: string, complete: boolean): string {
  if (!complete) return '这件需要细看，请打开处理'
  if (claim === 'claiming') return '正在认领…'
  return claim === 'mine' ? '可以确认' : '同事正在处理'
}

function Summary(props: {
  decision: NonNullable<ReturnType<typeof unchangedDecision>>
  choices: Choices
  item: QueueItem
}) {
  const { decision, choices, item } = props
  const copies = decision.copies.map(choices.unitName).join('、')
  return (
    <p className="sure-summary">
      <strong>{choices.unitName(decision.lead)}</strong>
      <Tag>{modeTexts[decision.mode]}</Tag>
      <Tag>{deadlineTexts[decision.deadline]}</Tag>
      <ConfidenceChip of={item} />
      <span>{choices.classPath(decision.service_code)}</span>
      <span className="hint">
        {item.place_text}
        {copies !== '' && ` · 抄送 ${copies}`}
      </span>
    </p>
  )
}

/** Confirms without change; the same press again after a lost answer is the same action. */
function useOnePress(detail: RequestDetail | null, onDone: (result: DispatchResult) => void) {
  const { client } = useConsole()
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const press = useRef(newActionId())
  const busy = useRef(false)
  const send = async () => {
    const decision = detail && unchangedDecision(detail)
    if (!decision || busy.current) return
    busy.current = true
    setSending(true)
    setFailed(null)
    try {
      onDone(
        await client.dispatch(detail.request_id, {
          client_action_id: press.current,
          order_version: detail.order_version,
          proposal_id: detail.proposal_id,
          decision,
          reason_code: null,
          note: '',
        }),
      )
    } catch (error) {
      if (error instanceof ApiError && error.status > 0) press.current = newActionId()
      setFailed(errorText(error))
    }
    busy.current = false
    setSending(false)
  }
  return { sending, failed, send: () => void send() }
}
