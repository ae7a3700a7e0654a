import { Select } from 'antd'
import type { DispatchDecision } from '../../../protocol/console-api.ts'
import { kindTexts } from '../shared/labels.ts'
import { Candidates, Field, reasonsOf, Why } from './field.tsx'
import { type FormPart, fieldState } from './form-part.ts'
import { SearchSelect } from './search-select.tsx'

const kinds = Object.entries(kindTexts).map(([value, label]) => ({
  value: value as DispatchDecision['kind'],
  label,
}))

/** A candidate that shows as 0% helps nobody to choose. */
const LEAST_P = 0.01

/** What it is: kind and class. */
export function MatterFields({ form, proposal, choices, disabled, onLook }: FormPart) {
  const evidence = proposal?.evidence ?? []
  const { draft, proposed } = form
  const candidates = (proposal?.service_codes ?? []).filter(({ p }) => p >= LEAST_P).slice(0, 3)
  return (
    <>
      <Field
        label="诉求类型"
        name="kind"
        hotkey="y"
        {...fieldState(form, 'kind')}
        proposedText={proposed.kind ? kindTexts[proposed.kind] : ''}
        onLook={() => onLook('kind')}
      >
        <Select<DispatchDecision['kind'] | null>
          className="wide"
          aria-label="诉求类型"
          placeholder="选择类型"
          disabled={disabled}
          options={kinds}
          value={draft.kind}
          onChange={(kind) => form.change({ kind })}
        />
        <Why reasons={reasonsOf(evidence, ['kind'])} onLook={onLook} />
      </Field>
      <Field
        label="事项"
        hotkey="c"
        {...fieldState(form, 'service_code')}
        proposedText={choices.classPath(proposed.service_code)}
        onLook={() => onLook('class')}
      >
        <div id="field-class">
          <SearchSelect
            options={choices.classes}
            label="事项"
            placeholder="输入名称、任意词或拼音首字母"
            disabled={disabled}
            value={draft.service_code}
            onChange={(service_code) => form.change({ service_code })}
          />
        </div>
        {form.changed.includes('service_code') && (
          <p className="class-path">{choices.classPath(draft.service_code)}</p>
        )}
        {candidates.length > 1 && (
          <Candidates
            label="事项候选"
            numbered={false}
            disabled={disabled}
            chosen={draft.service_code}
            items={candidates.map((row) => ({
              key: row.code,
              name: row.name,
              p: row.p,
              reason: row.path.join(' › '),
            }))}
            onChoose={(service_code) => form.change({ service_code })}
          />
        )}
        <Why reasons={reasonsOf(evidence, ['class'])} onLook={onLook} />
      </Field>
    </>
  )
}
