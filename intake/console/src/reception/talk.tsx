import { Button, Input } from 'antd'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { ReceptionDetail } from '../../../protocol/reception-api.ts'
import { newActionId } from '../shared/action-id.ts'
import { EvidenceSent } from '../shared/evidence-sent.tsx'
import { showStamp } from '../shared/times.ts'
import { reasonText } from './reception-queue.tsx'

const senderTexts: Record<string, string> = {
  citizen: '市民',
  assistant: '智能助手',
  staff: '工作人员',
  system: '系统',
}
const cardTexts: Record<string, string> = {
  draft: '诉求单',
  receipt: '受理回执',
  emergency: '紧急电话卡',
  answer: '答复来源',
  channel: '法定渠道',
  progress: '办理进度',
}

interface TalkProps {
  detail: ReceptionDetail
  mine: boolean
  busy: boolean
  onSpeak: (words: { client_message_id: string; text: string }) => Promise<boolean>
  actions: ReactNode
}

/** Everything that was said, and the line to say more. What is typed stays until it is stored. */
export function Talk({ detail, mine, busy, onSpeak, actions }: TalkProps) {
  const end = useRef<HTMLLIElement>(null)
  const newest = detail.messages.at(-1)?.seq ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls for each new word
  useLayoutEffect(() => {
    // Some browsers answer with a promise, which an effect must not return.
    void end.current?.scrollIntoView({ block: 'nearest' })
  }, [newest])
  return (
    <section className="panel reception-talk" aria-label="对话">
      <div className="panel-head">
        <h2>对话</h2>
        <span className="hint">
          {detail.hand_over ? reasonText(detail.hand_over.reason) : '智能助手接待中'}
        </span>
        <span className="reception-actions">{actions}</span>
      </div>
      <ol className="reception-log" aria-live="polite">
        {detail.messages
          .filter(
            ({ text, cards, attachments, pin }) =>
              text !== '' || cards.length > 0 || attachments.length > 0 || pin !== null,
          )
          .map((said) => (
            <li key={said.seq} className={`reception-said from-${said.sender}`}>
              <p className="reception-said-who">
                {said.staff ?? senderTexts[said.sender] ?? said.sender} · {showStamp(said.at)}
              </p>
              <p className="reception-said-text">{said.text}</p>
              <EvidenceSent attachments={said.attachments} pin={said.pin} />
              {said.cards.length > 0 && (
                <p className="reception-said-cards">
                  已出示：{said.cards.map((card) => cardTexts[card] ?? card).join('、')}
                </p>
              )}
            </li>
          ))}
        <li ref={end} aria-hidden="true" className="reception-end" />
      </ol>
      <SpeakForm mine={mine} busy={busy} onSpeak={onSpeak} />
    </section>
  )
}

function SpeakForm({ mine, busy, onSpeak }: Pick<TalkProps, 'mine' | 'busy' | 'onSpeak'>) {
  const [text, setText] = useState('')
  const [id, setId] = useState(newActionId)
  if (!mine)
    return <p className="hint reception-closed">点“接待”后可以直接和市民说话，智能助手不再插话。</p>
  const send = async () => {
    if (text.trim() === '') return
    if (!(await onSpeak({ client_message_id: id, text: text.trim() }))) return
    setText('')
    setId(newActionId())
  }
  return (
    <form
      className="reception-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Input.TextArea
        id="staff-words"
        aria-label="对市民说"
        rows={2}
        maxLength={2000}
        value={text}
        placeholder="对市民说（回车发送，Shift+回车换行）"
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          void send()
        }}
      />
      <Button type="primary" htmlType="submit" loading={busy} disabled={text.trim() === ''}>
        发送
      </Button>
    </form>
  )
}
