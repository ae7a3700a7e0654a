import { normaliseText } from '../../kb/language/normalise.ts'
import type { Draft } from './draft.ts'
import { type ElementEntry, type ElementName, elementValue } from './element-entry.ts'
import type { Incoming } from './step.ts'

interface NewElement {
  name: ElementName
  value: string
  message: Pick<Incoming, 'id' | 'masked'> | null
}

function spanOf(value: string, message: NewElement['message']): [number, number] | null {
  const start = message?.masked.indexOf(value) ?? -1
  return start < 0 ? null : [start, start + value.length]
}

/** Notes a value; the address is also the one that is used from now on. */
export function noteElement(draft: Draft, { name, value, message }: NewElement): Draft {
  const text = value.trim()
  const now = elementValue(draft, name)
  const entry: ElementEntry = {
    name,
    value: text,
    message_id: message?.id ?? null,
    span: spanOf(text, message),
    replaced: false,
  }
  const earlier = draft.content.elements.map((e) =>
    e.name === name ? { ...e, replaced: true } : e,
  )
  const elements = now === text ? draft.content.elements : [...earlier, entry]
  const address =
    name === 'address' && text !== '' ? { text, message_id: message?.id ?? null } : undefined
  const content = { ...draft.content, elements, ...(address ? { address } : {}) }
  return { ...draft, content }
}

const NUMBER = '(?:\\d{1,4}|[一二两三四五六七八九十半几好]{1,4})'
/** Times as people say them; every repetition is bounded. */
const timePattern = new RegExp(
  `(?:(?:从|自)?(?:今天|今早|今晚|昨天|昨晚|前天|这几天|最近|近来|上周|上个?月|这个?月|本周|这周|去年|今年|每天|每晚|天天|一直|刚才|刚刚|现在|白天|夜里|半夜|凌晨|早上|上午|中午|下午|晚上|傍晚)|(?:上|每|这)?(?:周|礼拜|星期)[一二三四五六日天末]|${NUMBER}月${NUMBER}[日号]|${NUMBER}点(?:半|多|${NUMBER}分?)?|${NUMBER}(?:天|个?月|年|个?星期|周|个?小时)(?:了|多|以上|前)?){1,4}`,
  'u',
)

/** Elements that the words state by themselves, several at once: time, and a party that was found in them. */
export function readElements(
  draft: Draft,
  message: Pick<Incoming, 'id' | 'masked'>,
  respondent: string | null,
): Draft {
  const time = timePattern.exec(normaliseText(message.masked))
  const words = time ? message.masked.slice(time.index, time.index + time[0].length) : ''
  const timed =
    words.length >= 2 && elementValue(draft, 'time') === ''
      ? noteElement(draft, { name: 'time', value: words, message })
      : draft
  const isNew = respondent !== null && respondent.length >= 2 && message.masked.includes(respondent)
  return isNew && elementValue(timed, 'respondent') === ''
    ? noteElement(timed, { name: 'respondent', value: respondent, message })
    : timed
}
