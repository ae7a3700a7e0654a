import { Radio } from 'antd'
import type { DispatchDecision } from '../../../protocol/console-api.ts'
import { citeArticles, deadlineTexts, modeTexts } from '../shared/labels.ts'
import { Field, type Reason, reasonsOf, Why } from './field.tsx'
import { type FormPart, fieldState } from './form-part.ts'

const modes = choicesOf(modeTexts)
const deadlines = choicesOf(deadlineTexts)

function choicesOf<T extends string>(texts: Record<T, string>) {
  return (Object.keys(texts) as T[]).map((value) => ({ value, label: texts[value] }))
}

/** The limit is said in one sentence; the citizen's words behind it can be looked at. */
function limitReason(proposal: NonNullable<FormPart['proposal']>): Reason {
  const found = reasonsOf(proposal.evidence, ['deadline']).filter(({ spans }) => spans.length > 0)
  return {
    key: 'limit',
    text: citeArticles(proposal.deadline_reason),
    about: 'deadline',
    words: found[0]?.words ?? '',
    spans: found.flatMap(({ spans }) => spans),
  }
}

/** On what terms: mode of dispatch and time limit. */
export function TermsFields({ form, proposal, disabled, onLook }: FormPart) {
  const { draft, proposed } = form
  const evidence = proposal?.evidence ?? []
  const limit = proposal?.deadline_reason
    ? [limitReason(proposal)]
    : reasonsOf(evidence, ['deadline'])
  return (
    <div className="pair">
      <Field
        label="派单方式"
        name="mode"
        hotkey="m"
        {...fieldState(form, 'mode')}
        proposedText={proposed.mode ? modeTexts[proposed.mode] : '未定'}
        onLook={() => onLook('mode')}
      >
        <Radio.Group
          aria-label="派单方式"
          optionType="button"
          size="small"
          options={modes}
          disabled={disabled}
          value={draft.mode}
          onChange={(event) =>
            form.change({ mode: event.target.value as DispatchDecision['mode'] })
          }
        />
        <Why reasons={reasonsOf(evidence, ['mode'])} onLook={onLook} />
      </Field>
      <Field
        label="办理时限"
        name="deadline"
        hotkey="d"
        {...fieldState(form, 'deadline')}
        proposedText={proposed.deadline ? deadlineTexts[proposed.deadline] : '未定'}
        onLook={() => onLook('deadline')}
      >
        <Radio.Group
          aria-label="办理时限"
          optionType="button"
          size="small"
          options={deadlines}
          disabled={disabled}
          value={draft.deadline}
          onChange={(event) =>
            form.change({ deadline: event.target.value as DispatchDecision['deadline'] })
          }
        />
        <Why reasons={limit} onLook={onLook} />
      </Field>
    </div>
  )
}
