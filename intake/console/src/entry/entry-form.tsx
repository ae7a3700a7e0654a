import { Alert } from 'antd'
import type { FormField } from '../../../protocol/call-api.ts'
import type { Choices } from '../dispatch/choices.ts'
import { SearchSelect } from '../dispatch/search-select.tsx'
import { kindTexts, percent } from '../shared/labels.ts'
import { EntryField, type EntryPart, goOn } from './entry-field.tsx'
import { fieldValue, missingText } from './entry-values.ts'

/** A candidate that shows as 0% helps nobody. */
const LEAST_P = 0.05

interface EntryFormProps {
  part: EntryPart
  choices: Choices
  /** The caller's number as the telephone system gave it, masked. */
  caller: string
  onSubmit: () => void
}

/** The form of a phone call: with a transcript it fills itself, without one it is typed; the same keys for both. */
export function EntryForm({ part, choices, caller, onSubmit }: EntryFormProps) {
  const { understanding } = part
  const missing = understanding?.missing ?? []
  return (
    <form
      className="entry-form"
      aria-label="受理单"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <EntryField part={part} field="description" hotkey="S">
        <textarea
          {...inputOf(part, 'description')}
          rows={4}
          maxLength={4000}
          placeholder="市民说了什么：什么事、在哪里、多久了、想怎样"
        />
      </EntryField>
      <TextField part={part} field="title" />
      <div className="entry-pair">
        <TextField part={part} field="address" hotkey="D" />
        <TextField part={part} field="occurred" />
      </div>
      <PlaceFields part={part} choices={choices} />
      {missing.length > 0 && (
        <Alert
          className="tight"
          type="warning"
          showIcon
          title={`还缺：${missing.map(missingText).join('、')}`}
        />
      )}
      <MatterFields part={part} choices={choices} />
      <UnitHints part={part} />
      <div className="entry-pair">
        <TextField
          part={part}
          field="contact_phone"
          hotkey="P"
          placeholder={caller === '' ? '可以不留' : `来电号码 ${caller}（已加密保存）`}
        />
        <TextField part={part} field="contact_name" placeholder="可以不留" />
      </div>
      <div className="entry-pair">
        <TextField part={part} field="respondent" />
        <EntryField part={part} field="confidential">
          <select {...inputOf(part, 'confidential')}>
            <option value="">不要求保密</option>
            <option value="yes">对承办单位保密</option>
          </select>
        </EntryField>
      </div>
      <button type="submit" hidden />
    </form>
  )
}

function inputOf(part: EntryPart, field: FormField) {
  const { entry, understanding, disabled } = part
  return {
    id: `entry-${field}`,
    'data-entry': field,
    disabled,
    value: fieldValue(entry.draft, understanding, field),
    onChange: (event: { currentTarget: { value: string } }) =>
      entry.change(field, event.currentTarget.value),
    onFocus: () => part.onLook(understanding?.fields[field]?.spans ?? []),
  }
}

interface TextFieldProps {
  part: EntryPart
  field: FormField
  hotkey?: string
  placeholder?: string
}

function TextField({ part, field, hotkey, placeholder }: TextFieldProps) {
  return (
    <EntryField part={part} field={field} {...(hotkey ? { hotkey } : {})}>
      <input
        {...inputOf(part, field)}
        type="text"
        autoComplete="off"
        maxLength={field === 'title' ? 80 : 200}
        placeholder={placeholder}
        onKeyDown={goOn}
      />
    </EntryField>
  )
}

function PlaceFields({ part, choices }: { part: EntryPart; choices: Choices }) {
  const { entry, understanding, disabled } = part
  const { places } = choices.options
  const district = fieldValue(entry.draft, understanding, 'district')
  const streets = places.find((row) => row.district === district)?.subdistricts ?? []
  const named = understanding?.places.filter((row) => row.subdistrict !== null) ?? []
  const candidates = [...new Map(named.map((row) => [row.subdistrict, row])).values()]
  return (
    <>
      <div className="entry-pair">
        <EntryField part={part} field="district">
          <select {...inputOf(part, 'district')} onKeyDown={goOn}>
            <option value="">未定</option>
            {places.map((row) => (
              <option key={row.district}>{row.district}</option>
            ))}
          </select>
        </EntryField>
        <EntryField part={part} field="subdistrict">
          <select
            {...inputOf(part, 'subdistrict')}
            disabled={disabled || district === ''}
            onKeyDown={goOn}
          >
            <option value="">未定</option>
            {streets.map((name) => (
              <option key={name} value={name}>
                {name.startsWith(district) ? name.slice(district.length) : name}
              </option>
            ))}
          </select>
        </EntryField>
      </div>
      {understanding?.place_question && <p className="hint">问：{understanding.place_question}</p>}
      {candidates.length > 1 && (
        <ul className="candidates" aria-label="地点候选">
          {candidates.map((row) => (
            <li key={row.subdistrict}>
              <button
                type="button"
                disabled={disabled}
                title={row.how}
                aria-pressed={
                  row.subdistrict === fieldValue(entry.draft, understanding, 'subdistrict')
                }
                onClick={() => {
                  entry.change('district', row.district)
                  entry.change('subdistrict', row.subdistrict)
                }}
              >
                {row.subdistrict}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function MatterFields({ part, choices }: { part: EntryPart; choices: Choices }) {
  const { entry, understanding, disabled } = part
  const code = fieldValue(entry.draft, understanding, 'service_code')
  return (
    <>
      <div className="entry-matter">
        <EntryField part={part} field="kind">
          <select {...inputOf(part, 'kind')} onKeyDown={goOn}>
            <option value="">未定</option>
            {Object.entries(kindTexts).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </EntryField>
        <EntryField part={part} field="service_code" hotkey="L">
          <div id="entry-service_code-box">
            <SearchSelect
              options={choices.classes}
              label="事项"
              placeholder="可以不选；输入名称或拼音首字母"
              disabled={disabled}
              value={code === '' ? null : code}
              onChange={(value) => entry.change('service_code', value)}
            />
          </div>
        </EntryField>
      </div>
      <ul className="candidates" aria-label="事项候选">
        {understanding?.classes.slice(0, 4).map((row, index) => (
          <li key={row.code}>
            <button
              type="button"
              disabled={disabled}
              aria-pressed={row.code === code}
              title={row.path.join(' › ')}
              onClick={() => entry.change('service_code', row.code)}
            >
              <kbd>Alt {index + 1}</kbd>
              <span className="candidate-name">{row.name}</span>
              <span className="candidate-p">{percent(row.p)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Who would get it: for the operator's answer on the phone; the dispatcher decides (R12). */
function UnitHints({ part: { understanding } }: { part: EntryPart }) {
  if (!understanding || understanding.units.length === 0) return null
  return (
    <p className="hint unit-hints">
      可能承办：
      {understanding.units
        .filter(({ p }) => p >= LEAST_P)
        .slice(0, 3)
        .map((unit) => (
          <span key={unit.code} title={unit.reason}>
            {unit.name} {percent(unit.p)}
          </span>
        ))}
    </p>
  )
}
