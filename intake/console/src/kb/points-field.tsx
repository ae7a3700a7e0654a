import { Select } from 'antd'
import { useEffect, useState } from 'react'
import type { DeskPoint } from '../../../protocol/kb-use-api.ts'
import { useConsole } from '../session/console-context.ts'
import { useLoad } from '../shared/use-load.ts'

const PAUSE_MS = 250

interface PointsFieldProps {
  id: string
  codes: readonly string[]
  onChange: (codes: string[]) => void
}

const describe = ({ name, kind, address }: DeskPoint) =>
  [name, kind, address].filter((part) => part !== '').join(' · ')

/** The places where it is handled, found by their name; a code that no point has stays visible as what it is. */
export function PointsField({ id, codes, onChange }: PointsFieldProps) {
  const { client } = useConsole()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useLoad(() => client.kb.points({ q: asked }), `points-${asked}`)
  const chosen = useLoad(
    () => (codes.length === 0 ? Promise.resolve([]) : client.kb.points({ codes })),
    `chosen-${codes.join(',')}`,
  )
  const known = new Map(
    [...(found.data ?? []), ...(chosen.data ?? [])].map((one) => [one.code, one]),
  )
  const options = [...known.values()].map((point) => ({
    value: point.code,
    label: point.name,
    long: describe(point),
  }))
  const unknown = codes.filter((code) => !known.has(code))
  return (
    <Select
      id={id}
      mode="multiple"
      placeholder="输入名称、类别或地址"
      filterOption={false}
      popupMatchSelectWidth={420}
      loading={found.loading}
      notFoundContent={found.loading ? '正在找……' : '没有这样的网点'}
      options={[...options, ...unknown.map((code) => ({ value: code, label: code, long: code }))]}
      optionRender={({ data }) => data.long}
      value={[...codes]}
      onSearch={setTyped}
      onChange={onChange}
    />
  )
}
