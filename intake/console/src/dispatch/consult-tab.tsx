import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { ErrorNote } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import type { Choices } from './choices.ts'
import { leadCandidates } from './decision-form.ts'
import { SearchMultiSelect, SearchSelect } from './search-select.tsx'
import { useCommand } from './use-command.ts'
import { useFirstField } from './use-first-field.ts'
import { useKept } from './use-kept.ts'

interface ConsultTabProps {
  detail: RequestDetail
  choices: Choices
  disabled: boolean
  onDone: () => void
}

type Consultation = RequestDetail['consultations'][number]

/** 会商: who takes part, what each says, and what was settled (R12). The status stays, and so do the clocks. */
export function ConsultTab(props: ConsultTabProps) {
  const { consultations } = props.detail
  const open = consultations.find(({ outcome }) => outcome === null)
  return (
    <>
      {open ? <OpenConsultation {...props} open={open} /> : <NewConsultation {...props} />}
      {consultations
        .filter(({ outcome }) => outcome !== null)
        .map((past) => (
          <Record key={past.consultation_id} about={past} />
        ))}
    </>
  )
}

function Record({ about }: { about: Consultation }) {
  return (
    <article className="question">
      <p>
        <strong>{about.question}</strong>{' '}
        <span className="hint">
          {about.opened_by} {showStamp(about.opened_at)}
        </span>
      </p>
      <p className="hint">参加：{about.participants.map(({ name }) => name).join('、')}</p>
      <ul className="bullets">
        {about.opinions.map((said) => (
          <li key={`${said.unit.code}${said.at}`}>
            <strong>{said.unit.name}</strong>：{said.opinion}
          </li>
        ))}
      </ul>
      {about.outcome !== null && <p>结论：{about.outcome}</p>}
    </article>
  )
}

function NewConsultation({ detail, choices, disabled, onDone }: ConsultTabProps) {
  const { client } = useConsole()
  const kept = useKept(`${detail.request_id}.consult.${detail.consultations.length}`, () => ({
    question: '',
    units: leadCandidates(detail.proposal)
      .slice(0, 2)
      .map(({ code }) => code),
  }))
  const { question, units } = kept.value
  useFirstField('consult-question')
  const press = useRef(newActionId())
  const { busy, error, run } = useCommand(onDone)
  const ready = question.trim() !== '' && units.length > 0 && !disabled
  const body = { client_action_id: press.current, question: question.trim(), participants: units }
  const send = async () => {
    if (await run(() => client.consult(detail.request_id, body))) kept.forget()
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void send()
      }}
    >
      {error !== null && <ErrorNote error={error} />}
      <label htmlFor="consult-question">会商什么</label>
      <Input
        id="consult-question"
        maxLength={500}
        disabled={disabled}
        placeholder="例如：这段路未移交，由谁牵头修复？"
        value={question}
        onChange={(event) => kept.set({ question: event.target.value, units })}
      />
      <SearchMultiSelect
        options={choices.units}
        district={detail.proposal?.place.district ?? null}
        label="参加会商的单位"
        placeholder="参加会商的单位"
        disabled={disabled}
        value={units}
        onChange={(chosen) => kept.set({ question, units: chosen })}
      />
      <p className="card-actions">
        <Button htmlType="submit" type="primary" loading={busy} disabled={!ready}>
          发起会商
        </Button>
      </p>
    </form>
  )
}

function OpenConsultation(props: ConsultTabProps & { open: Consultation }) {
  const { detail, choices, disabled, onDone, open } = props
  const { client } = useConsole()
  const [unit, setUnit] = useState<string | null>(open.participants[0]?.code ?? null)
  const kept = useKept(`${detail.request_id}.opinion.${open.consultation_id}`, () => ({
    text: '',
    outcome: '',
  }))
  const { text, outcome } = kept.value
  const { busy, error, run } = useCommand(onDone)
  const at = { requestId: detail.request_id, consultationId: open.consultation_id }
  const add = async () => {
    if (unit === null || text.trim() === '') return
    const body = { unit, text: text.trim() }
    if (await run(() => client.recordOpinion(at, body))) kept.set({ text: '', outcome })
  }
  const end = async () => {
    if (await run(() => client.endConsultation(at, outcome.trim()))) kept.forget()
  }
  return (
    <>
      <Record about={open} />
      {error !== null && <ErrorNote error={error} />}
      <div className="stack">
        <SearchSelect
          options={choices.units}
          district={detail.proposal?.place.district ?? null}
          label="发表意见的单位"
          placeholder="单位"
          disabled={disabled}
          value={unit}
          onChange={setUnit}
        />
        <Input.TextArea
          aria-label="单位意见"
          placeholder="这个单位的意见"
          rows={2}
          maxLength={1000}
          disabled={disabled}
          value={text}
          onChange={(event) => kept.set({ text: event.target.value, outcome })}
        />
        <p className="card-actions">
          <Button
            disabled={disabled || text.trim() === ''}
            loading={busy}
            onClick={() => void add()}
          >
            记录意见
          </Button>
        </p>
        <Input
          aria-label="会商结论"
          placeholder="结论：由谁主办、谁协办、依据是什么"
          maxLength={1000}
          disabled={disabled}
          value={outcome}
          onChange={(event) => kept.set({ text, outcome: event.target.value })}
        />
        <p className="card-actions">
          <Button
            type="primary"
            loading={busy}
            disabled={disabled || outcome.trim() === '' || open.opinions.length === 0}
            onClick={() => void end()}
          >
            结束会商
          </Button>
        </p>
      </div>
    </>
  )
}
