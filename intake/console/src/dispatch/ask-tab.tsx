import { Alert, Button, Input } from 'antd'
import { useRef } from 'react'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { ErrorNote } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useCommand } from './use-command.ts'
import { useFirstField } from './use-first-field.ts'
import { useKept } from './use-kept.ts'

interface AskTabProps {
  detail: RequestDetail
  disabled: boolean
  onDone: () => void
}

type Question = RequestDetail['questions'][number]

/** Asks the citizen before a unit is chosen (R12); what comes back is a new fact and a new proposal. */
export function AskTab({ detail, disabled, onDone }: AskTabProps) {
  const open = detail.questions.find(({ answer }) => answer === null)
  return (
    <>
      {detail.questions.map((question) => (
        <QuestionCard key={question.question_id} question={question} />
      ))}
      {open ? (
        <AnswerForm detail={detail} question={open} disabled={disabled} onDone={onDone} />
      ) : (
        <QuestionForm detail={detail} disabled={disabled} onDone={onDone} />
      )}
    </>
  )
}

function QuestionCard({ question }: { question: Question }) {
  return (
    <article className="question">
      <p>
        <strong>问：{question.text}</strong>{' '}
        <span className="hint">
          {question.asked_by} {showStamp(question.asked_at)}
        </span>
      </p>
      {question.answer === null ? (
        <p className="hint">等待市民答复，派单时限照常计算。</p>
      ) : (
        <p>
          答：{question.answer}{' '}
          <span className="hint">
            {question.answered_via === 'chat' ? '市民在对话中答复' : '电话核实'}{' '}
            {showStamp(question.answered_at)}
          </span>
        </p>
      )}
    </article>
  )
}

/** The proposal's own question; without a place to choose from, the plain one. */
function suggested({ proposal }: RequestDetail): string {
  if (proposal?.place.question) return proposal.place.question
  return proposal?.mode === 'ask_place'
    ? '请问事情发生在哪里？请说出区、街道或小区名，最好有楼号或路口。'
    : ''
}

function QuestionForm({ detail, disabled, onDone }: AskTabProps) {
  const { client } = useConsole()
  const kept = useKept(`${detail.request_id}.question.${detail.questions.length}`, () =>
    suggested(detail),
  )
  const text = kept.value
  useFirstField('question')
  const press = useRef(newActionId())
  const { busy, error, run } = useCommand(onDone)
  const send = async () => {
    const body = { client_action_id: press.current, text: text.trim() }
    if (await run(() => client.ask(detail.request_id, body))) kept.forget()
  }
  const ready = text.trim() !== '' && !disabled
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void send()
      }}
    >
      {error !== null && <ErrorNote error={error} />}
      {!detail.in_chat && (
        <Alert
          type="info"
          showIcon
          title="这件诉求不是在对话里提交的：请电话核实，答复在这里登记。"
        />
      )}
      <label htmlFor="question">问市民一句话</label>
      <Input.TextArea
        id="question"
        rows={2}
        maxLength={500}
        disabled={disabled}
        placeholder="例如：电梯里现在有没有人？是几号楼几单元？"
        value={text}
        onChange={(event) => {
          press.current = newActionId()
          kept.set(event.target.value)
        }}
        onPressEnter={(event) => {
          if (!event.ctrlKey && !event.metaKey) return
          event.stopPropagation()
          if (ready) void send()
        }}
      />
      <p className="card-actions">
        <Button htmlType="submit" type="primary" loading={busy} disabled={!ready}>
          发送询问 <kbd>Ctrl+Enter</kbd>
        </Button>
      </p>
    </form>
  )
}

function AnswerForm({ detail, question, disabled, onDone }: AskTabProps & { question: Question }) {
  const { client } = useConsole()
  const kept = useKept(`${detail.request_id}.answer.${question.question_id}`, () => '')
  const text = kept.value
  useFirstField('answer')
  const { busy, error, run } = useCommand(onDone)
  const at = { requestId: detail.request_id, questionId: question.question_id }
  const ready = text.trim() !== '' && !disabled
  const record = async () => {
    if (await run(() => client.recordAnswer(at, text.trim()))) kept.forget()
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void record()
      }}
    >
      {error !== null && <ErrorNote error={error} />}
      <label htmlFor="answer">电话问到的答复</label>
      <Input.TextArea
        id="answer"
        rows={2}
        maxLength={1000}
        disabled={disabled}
        value={text}
        onChange={(event) => kept.set(event.target.value)}
      />
      <p className="card-actions">
        <Button htmlType="submit" loading={busy} disabled={!ready}>
          登记答复
        </Button>
      </p>
    </form>
  )
}
