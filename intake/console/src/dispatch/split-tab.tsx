import { Alert, Button, Input, Tag } from 'antd'
import { useRef } from 'react'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { ErrorNote } from '../shared/states.tsx'
import { cutAt, editText, joinUp, planOf } from './split-plan.ts'
import { useCommand } from './use-command.ts'
import { useKept } from './use-kept.ts'
import { usePartPreviews } from './use-part-previews.ts'

interface SplitTabProps {
  detail: RequestDetail
  disabled: boolean
  onDone: () => void
}

/** Several demands in one message: each to its own unit (R12), with a preview before, and a way back after. */
export function SplitTab(props: SplitTabProps) {
  const { detail } = props
  if (detail.part_of) {
    return (
      <p>
        这件是从{' '}
        <a href={linkTo('dispatch', detail.part_of.request_id)}>{detail.part_of.request_no}</a>{' '}
        拆分出来的。要合回，请在原诉求上操作。
      </p>
    )
  }
  return detail.parts.length > 0 ? <Parts {...props} /> : <SplitForm {...props} />
}

function Parts({ detail, disabled, onDone }: SplitTabProps) {
  const { client } = useConsole()
  const press = useRef(newActionId())
  const { busy, error, run } = useCommand(onDone)
  const waiting = detail.parts.some(({ status }) => status === 'awaiting_dispatch')
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      <ul className="bullets">
        {detail.parts.map((part) => (
          <li key={part.request_id}>
            <a href={linkTo('dispatch', part.request_id)}>{part.request_no}</a> {part.title}{' '}
            <Tag>{part.status_text}</Tag>
          </li>
        ))}
      </ul>
      <p className="card-actions">
        <Button
          loading={busy}
          disabled={disabled || !waiting}
          onClick={() => void run(() => client.rejoin(detail.request_id, press.current))}
        >
          合回这件诉求
        </Button>
        {!waiting && <span className="hint">拆分出去的都已派单，不能再合回。</span>}
      </p>
    </>
  )
}

function SplitForm({ detail, disabled, onDone }: SplitTabProps) {
  const { client } = useConsole()
  const kept = useKept(`${detail.request_id}.split.${detail.proposal_id}`, () =>
    planOf(detail.proposal?.parts ?? [], detail.description),
  )
  const { value: plan, set: setPlan } = kept
  const previewOf = usePartPreviews(detail.request_id, plan)
  const press = useRef(newActionId())
  const cursor = useRef(0)
  const { busy, error, run } = useCommand(onDone)
  const ready = plan.length > 1 && plan.every(({ text }) => text.trim() !== '') && !disabled
  const send = async () => {
    const body = {
      client_action_id: press.current,
      order_version: detail.order_version,
      parts: plan.map(({ text }) => text.trim()),
    }
    if (await run(() => client.split(detail.request_id, body))) kept.forget()
  }
  return (
    <div className="stack">
      {error !== null && <ErrorNote error={error} />}
      <Alert
        type="info"
        showIcon
        title={
          plan.length > 1
            ? `将分成 ${plan.length} 件：第 1 件留在本件，其余各成一张工单，编号加 -2、-3，查询码不变。`
            : '一件事不用拆。要拆，把光标放在分开的地方，点“从光标处分开”。'
        }
      />
      {plan.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place; its words are being edited
        <div key={index} className="part">
          <p className="part-head">
            <strong>第 {index + 1} 件</strong>
            <span className="hint" aria-live="polite">
              {previewOf(part)}
            </span>
          </p>
          <Input.TextArea
            aria-label={`第 ${index + 1} 件的内容`}
            rows={rowsFor(part.text)}
            disabled={disabled}
            value={part.text}
            onChange={(event) => setPlan(editText(plan, index, event.target.value))}
            onSelect={(event) => {
              cursor.current = event.currentTarget.selectionStart
            }}
          />
          <p className="card-actions">
            <Button
              size="small"
              disabled={disabled}
              onClick={() => setPlan(cutAt(plan, index, cursor.current))}
            >
              从光标处分开
            </Button>
            {index > 0 && (
              <Button size="small" disabled={disabled} onClick={() => setPlan(joinUp(plan, index))}>
                与上一件合并
              </Button>
            )}
          </p>
        </div>
      ))}
      <p className="card-actions">
        <Button type="primary" loading={busy} disabled={!ready} onClick={() => void send()}>
          确认拆分
        </Button>
      </p>
    </div>
  )
}

/** Fixed rows: the library's own growing field measures itself by an inline style that our policy refuses. */
const rowsFor = (text: string) => Math.min(5, Math.max(1, Math.ceil(text.length / 28)))
