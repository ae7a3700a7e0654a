import type { Finding, FormField, WordSpan } from '../protocol/call-api.ts'
import type { Line } from './call-text.ts'
import { cleanSpeech } from './clean-speech.ts'
import { NUMBER, readNumber } from './numbers.ts'

/** The form as it would be filed. */
export type FormValues = Partial<Record<FormField, string>>

interface Said {
  value: string
  shown: string
  span: WordSpan
  /** Order in which it was said. */
  at: number
  denied: boolean
}

/** Numbers that name a place; the unit is what they are compared within. */
const placeUnits = ['号楼', '栋', '幢', '座', '单元', '室', '号院', '层', '弄'] as const
const unitNames: Record<string, string> = { 栋: '号楼', 幢: '号楼', 座: '号楼', 楼: '号楼' }
const numbered = new RegExp(
  `(${NUMBER}|[A-Za-z])(${placeUnits.join('|')}|楼(?![上下道梯层]))`,
  'gu',
)
const amounts = new RegExp(`(${NUMBER})(元|块钱|万元|块|万)(?!人|户)`, 'gu')
const orderNumber = /\d{8}-?\d{4,}/gu
const atRisk = /老人|老太太|老爷子|孕妇|残疾|轮椅|婴儿|吃奶的孩子|病人|独居/gu
const denial = /(?:不是|不在|不住|并非|不叫)[^，,。]{0,6}$/u
const correcting = /不对|错了|说错|更正|纠正|应该是|改成/u

/**
 * Compares the form with what was said before it is filed: what the citizen told and the form leaves out (omitted), and what the
 * form says otherwise (contradicted). What was taken back in the call does not count as said.
 */
export function checkConsistency(
  form: FormValues,
  lines: readonly Line[],
  understood: { district: string | null; confidential: boolean },
): Finding[] {
  const spoken = lines.filter((line) => line.speaker !== 'operator')
  const written = `${form.address ?? ''} ${form.description ?? ''} ${form.title ?? ''}`
  return [
    ...checkNumbers(written, spoken),
    ...checkMoney(written, spoken),
    ...checkMentions(written, spoken),
    ...checkDistrict(form, understood.district),
    ...checkConfidential(form, understood.confidential),
  ]
}

/** Each number with its unit, as `号楼` → values in the order in which they were said. */
function numbersIn(lines: readonly Line[]): Map<string, Said[]> {
  const found = new Map<string, Said[]>()
  let at = 0
  for (const line of lines) {
    const clean = cleanSpeech(line.text)
    for (const match of clean.text.matchAll(numbered)) {
      const [shown, number = '', unit = ''] = match
      const value = readNumber(number)?.toString() ?? number.toUpperCase()
      const [start, end] = clean.spanOf(match.index, match.index + shown.length)
      const denied = denial.test(clean.text.slice(0, match.index))
      const name = unitNames[unit] ?? unit
      const list = found.get(name) ?? []
      at += 1
      list.push({ value, shown, at, denied, span: { segment: line.id, start, end } })
      found.set(name, list)
    }
  }
  return found
}

function checkNumbers(written: string, spoken: readonly Line[]): Finding[] {
  const inForm = numbersIn([{ id: 'form', speaker: 'unknown', text: written }])
  const findings: Finding[] = []
  for (const [unit, said] of numbersIn(spoken)) {
    const standing = withoutTakenBack(said, spoken)
    const values = new Set((inForm.get(unit) ?? []).map((one) => one.value))
    const last = standing.at(-1)
    if (!last) continue
    if (values.size === 0) findings.push(finding('omitted', `地址（${unit}）`, { said: last }))
    for (const value of values) {
      if (standing.some((one) => one.value === value)) continue
      const shown = inForm.get(unit)?.find((one) => one.value === value)?.shown ?? value
      findings.push(finding('contradicted', `地址（${unit}）`, { said: last, inForm: shown }))
    }
  }
  return findings
}

/** "不是3号楼" and everything before "刚才说错了" is no longer what the citizen says. */
function withoutTakenBack(said: readonly Said[], lines: readonly Line[]): Said[] {
  const denied = new Set(said.filter((one) => one.denied).map((one) => one.value))
  const order = new Map(lines.map((line, index) => [line.id, index]))
  const corrected = lines.findLastIndex((line) => correcting.test(line.text))
  const after = said.filter((one) => !one.denied && (order.get(one.span.segment) ?? 0) >= corrected)
  const standing = corrected >= 0 && after.length > 0 ? after : said
  return standing.filter((one) => !one.denied && !denied.has(one.value))
}

function checkMoney(written: string, spoken: readonly Line[]): Finding[] {
  const moneyIn = (text: string) =>
    [...text.matchAll(amounts)].map((match) => {
      const number = readNumber(match[1] ?? '') ?? 0
      const value = (match[2] ?? '').startsWith('万') ? number * 10_000 : number
      return { value, shown: match[0], index: match.index }
    })
  const inForm = moneyIn(written)
  const said = spoken.flatMap((line) =>
    moneyIn(line.text).map((one) => ({
      ...one,
      span: { segment: line.id, start: one.index, end: one.index + one.shown.length },
    })),
  )
  const values = new Set(said.map((one) => one.value))
  const last = said.at(-1)
  const wrong = last
    ? inForm
        .filter((one) => !values.has(one.value))
        .map((one) => finding('contradicted', '金额', { said: last, inForm: one.shown }))
    : []
  const left = last && inForm.length === 0 ? [finding('omitted', '金额', { said: last })] : []
  return [...wrong, ...left]
}

/** Who is in need, and an earlier request: a unit acts differently when it knows. */
function checkMentions(written: string, spoken: readonly Line[]): Finding[] {
  const check = (what: string, pattern: RegExp) => {
    if (written.search(new RegExp(pattern.source, 'u')) !== -1) return []
    for (const line of spoken) {
      const match = new RegExp(pattern.source, 'u').exec(line.text)
      if (!match) continue
      const span = { segment: line.id, start: match.index, end: match.index + match[0].length }
      return [finding('omitted', what, { said: { shown: match[0], span } })]
    }
    return []
  }
  return [...check('需照顾的人', atRisk), ...check('之前的工单号', orderNumber)]
}

function checkDistrict(form: FormValues, district: string | null): Finding[] {
  const written = form.district ?? ''
  if (district === null || written === district) return []
  const kind = written === '' ? 'omitted' : 'contradicted'
  return [{ kind, what: '所在区', in_form: written, in_call: district, span: null }]
}

function checkConfidential(form: FormValues, asked: boolean): Finding[] {
  if (!asked || form.confidential === 'yes') return []
  const what = '身份保密'
  return [{ kind: 'contradicted', what, in_form: '不保密', in_call: '要求保密', span: null }]
}

function finding(
  kind: Finding['kind'],
  what: string,
  { said, inForm = '' }: { said: { shown: string; span: WordSpan }; inForm?: string },
): Finding {
  return { kind, what, in_form: inForm, in_call: said.shown, span: said.span }
}
