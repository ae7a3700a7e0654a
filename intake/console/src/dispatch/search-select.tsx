import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { findOptions, type SearchOption } from './option-search.ts'

interface SearchSelectProps {
  options: SearchOption[]
  label: string
  placeholder: string
  disabled: boolean
  /** Where the matter is: among equals the units of this district come first. */
  district?: string | null
}

/** One choice among many, found by any word or by pinyin initials; the best match is first. */
export function SearchSelect(
  props: SearchSelectProps & { value: string | null; onChange: (value: string) => void },
) {
  const search = useSearch(props.options, props.district ?? '')
  return (
    <Select<string | null, SearchOption>
      {...search}
      className="wide"
      aria-label={props.label}
      placeholder={props.placeholder}
      disabled={props.disabled}
      value={props.value}
      onChange={(value) => value !== null && props.onChange(value)}
    />
  )
}

export function SearchMultiSelect(
  props: SearchSelectProps & { value: string[]; onChange: (value: string[]) => void },
) {
  const search = useSearch(props.options, props.district ?? '')
  return (
    <Select<string[], SearchOption>
      {...search}
      mode="multiple"
      className="wide"
      aria-label={props.label}
      placeholder={props.placeholder}
      disabled={props.disabled}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

function useSearch(options: SearchOption[], district: string) {
  const [input, setInput] = useState('')
  const names = useMemo(() => new Map(options.map((row) => [row.value, row.label])), [options])
  const found = useMemo(() => findOptions(options, input, district), [options, input, district])
  return {
    options: found,
    showSearch: { filterOption: false, onSearch: setInput, autoClearSearchValue: true },
    notFoundContent: '没有找到，换个词或拼音首字母试试',
    popupMatchSelectWidth: 380,
    onOpenChange: (open: boolean) => {
      if (!open) setInput('')
    },
    labelRender: (item: { value: string | number }) =>
      names.get(String(item.value)) ?? String(item.value),
    optionRender: (item: { data: SearchOption }) => (
      <span className="option">
        {item.data.label}
        {item.data.detail !== '' && <small>{item.data.detail}</small>}
      </span>
    ),
  }
}
