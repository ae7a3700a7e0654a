import { Tag } from 'antd'
import { Fragment, type ReactNode, useState } from 'react'
import { citeArticles, confidenceText } from '../shared/labels.ts'
import type { Evidence, EvidenceFor, Look, OnLook } from './evidence-segments.ts'

interface FieldProps {
  label: string
  /** Key that jumps here, shown for those who want to learn it. */
  hotkey?: string
  /** Where the key jumps to: `#field-<name>`. */
  name?: string
  changed: boolean
  missing: boolean
  /** The proposal in words, shown when the field differs from it. */
  proposedText: string
  /** The person looks at this field: its evidence stands out among the citizen's words. */
  onLook?: () => void
  children: ReactNode
}

/** One line of the form: what it is, whether it was changed and from what, and why it was proposed. */
export function Field(props: FieldProps) {
  const { label, hotkey, name, changed, missing, proposedText, onLook, children } = props
  return (
    <fieldset
      id={name === undefined ? undefined : `field-${name}`}
      className={changed ? 'field field-changed' : 'field'}
      onFocus={onLook}
      onMouseEnter={onLook}
    >
      <legend className="field-head">
        <span className="field-label">{label}</span>
        {hotkey && <kbd>{hotkey}</kbd>}
        {missing && <Tag className="tag-missing">待选</Tag>}
        {changed && !missing && <Tag className="tag-changed">已改</Tag>}
        {changed && proposedText !== '' && <span className="was">建议：{proposedText}</span>}
      </legend>
      {children}
    </fieldset>
  )
}

const SHOWN = 1

export interface Reason {
  key: string
  text: string
  about: EvidenceFor
  /** The citizen's words that it rests on and where they stand; empty where it rests on something else. */
  words: string
  spans: Look['spans']
}

/** The grounds of a proposed value: catalogue line, matched words, article. */
export function Why({ reasons, onLook }: { reasons: Reason[]; onLook: OnLook }) {
  const [open, setOpen] = useState(false)
  if (reasons.length === 0) return null
  const shown = open ? reasons : reasons.slice(0, SHOWN)
  return (
    <p className="why">
      <strong>依据：</strong>
      {shown.map((reason, index) => (
        <Fragment key={reason.key}>
          {index > 0 && '；'}
          <ReasonText reason={reason} onLook={onLook} />
        </Fragment>
      ))}
      {reasons.length > SHOWN && (
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起' : `还有 ${reasons.length - SHOWN} 条`}
        </button>
      )}
    </p>
  )
}

/** Long words are read where they were said. */
const shortened = (words: string) => (words.length > 12 ? `${words.slice(0, 10)}…` : words)

/** A reason whose words are pressed shows where the citizen said them. */
export function ReasonText({ reason, onLook }: { reason: Reason; onLook: OnLook }) {
  const { text, words, about, spans } = reason
  if (spans.length === 0) return text
  const at = words === '' ? -1 : text.indexOf(words)
  const show = (
    <button
      type="button"
      className="show-words"
      title="在原话里标出"
      onClick={() => onLook(about, spans)}
    >
      {at === -1 ? '看原话' : shortened(words)}
    </button>
  )
  if (at === -1) {
    return (
      <>
        {text} {show}
      </>
    )
  }
  return (
    <>
      {text.slice(0, at)}
      {show}
      {text.slice(at + words.length)}
    </>
  )
}

const sourceTexts: Record<Evidence['source'], string> = {
  lexicon: '词库',
  catalogue: '派单目录',
  classifier: '分类模型',
  history: '历史经验',
  neighbour: '相近工单',
  place: '地名',
  pack: '城市数据',
  llm: '语言模型',
}

export function reasonsOf(
  evidence: readonly Evidence[],
  about: readonly Evidence['for'][],
): Reason[] {
  const reasons = new Map<string, Reason>()
  for (const item of evidence.filter((one) => about.includes(one.for))) {
    const words = item.text === '' ? '' : `“${item.text}”`
    // A catalogue line can be looked up; the codes of the other sources say nothing to a person.
    const ref = item.source === 'catalogue' ? ` ${item.ref}` : ''
    const text = citeArticles(`${sourceTexts[item.source]}${ref}${words} ${item.why}`.trim())
    const spans = [...(reasons.get(text)?.spans ?? []), ...(item.span === null ? [] : [item.span])]
    reasons.set(text, { key: text, text, about: item.for, words: item.text, spans })
  }
  return [...reasons.values()]
}

interface CandidatesProps {
  items: { key: string; name: string; p: number | null; reason: string }[]
  chosen: string | null
  /** Numbers 1–5 in front, when the keys choose. */
  numbered: boolean
  disabled: boolean
  label: string
  onChoose: (key: string) => void
}

export function Candidates(props: CandidatesProps) {
  const { items, chosen, numbered, disabled, label, onChoose } = props
  return (
    <ul className={numbered ? 'candidates candidates-rows' : 'candidates'} aria-label={label}>
      {items.map((item, index) => (
        <li key={item.key}>
          <button
            type="button"
            aria-pressed={item.key === chosen}
            disabled={disabled}
            title={citeArticles(item.reason)}
            onClick={() => onChoose(item.key)}
          >
            {numbered && <kbd>{index + 1}</kbd>}
            <span className="candidate-name">{item.name}</span>
            {item.p !== null && <span className="candidate-p">{confidenceText(item.p)}</span>}
            {numbered && item.reason !== '' && (
              <span className="candidate-reason">{citeArticles(item.reason)}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
