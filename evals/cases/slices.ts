import { toSimplified } from '../../kb/language/simplify.ts'
import type { RequestCase } from './case-formats.ts'

/** The slices that reports show unless told otherwise. */
export const defaultSlices = [
  'channel',
  'district',
  'first_level',
  'kind',
  'length',
  'traditional',
  'asr_noise',
  'several_demands',
  'place',
  'unit_examples',
  'hour',
]

export function lengthSlice(text: string): string {
  const { length } = text
  if (length <= 30) return '≤30 字'
  if (length <= 80) return '31–80 字'
  return length <= 200 ? '81–200 字' : '>200 字'
}

export function isTraditional(text: string): boolean {
  return toSimplified(text) !== text
}

const yes = (value: boolean) => (value ? '是' : '否')

/** Local hour of the stated moment; requests at night are written differently. */
function hourSlice(at: string | undefined): string {
  if (at === undefined) return '未注明'
  const hour = Number(/T(\d{2})/.exec(at)?.[1] ?? 12)
  if (hour < 6) return '0–5 时'
  if (hour < 12) return '6–11 时'
  return hour < 18 ? '12–17 时' : '18–23 时'
}

function placeSlice(c: RequestCase, seen: (place: string) => boolean): string {
  const { gold } = c
  if (gold.ambiguous) return '有歧义'
  const place = gold.subdistrict ?? gold.district
  if (!place) return '未说明'
  return seen(place) ? '训练语料里有' : '训练语料里没有'
}

function given(slices: RequestCase['slices']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(slices).map(([key, value]) => [
      key,
      typeof value === 'boolean' ? yes(value) : String(value),
    ]),
  )
}

interface Worded {
  text: string
  channel?: string
  at?: string | undefined
  slices: RequestCase['slices']
}

/** The slices of any case: what its words, its moment and itself tell. */
export function wordSlices({ text, channel, at, slices }: Worded): Record<string, string> {
  return {
    ...(channel === undefined ? {} : { channel }),
    length: lengthSlice(text),
    traditional: yes(isTraditional(text)),
    ...(at === undefined ? {} : { hour: hourSlice(at) }),
    ...given(slices),
  }
}

export interface SliceKnowledge {
  firstLevel(code: string): string
  seenPlace(place: string): boolean
  unitExamples(unit: string): string
}

/** The slices of a request: computed ones, and what the case says itself. */
export function requestSlices(c: RequestCase, known: SliceKnowledge): Record<string, string> {
  const [code] = c.gold.service_codes ?? []
  const [kind] = c.gold.kind ?? []
  const [lead] = c.gold.lead ?? []
  return {
    ...wordSlices(c),
    several_demands: yes(c.gold.demands > 1),
    place: placeSlice(c, known.seenPlace),
    hour: hourSlice(c.at),
    asr_noise: yes(c.slices['asr_noise'] === true),
    ...(lead ? { unit_examples: known.unitExamples(lead) } : {}),
    ...(c.gold.district ? { district: c.gold.district } : {}),
    ...(code ? { first_level: known.firstLevel(code) } : {}),
    ...(kind ? { kind } : {}),
    ...given(c.slices),
  }
}
