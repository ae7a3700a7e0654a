import { hashPack } from '../../db/packs/hash-pack.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { emptyTables } from '../../db/packs/pack-view.ts'
import { textKeys } from '../conversation/texts.ts'

/** Every text is its own key and values, so that a test reads what is said and not how a city words it. */
export function keyTexts(): Pack['texts'] {
  const values: Record<string, string> = {
    'receipt.done': ' {request_no}',
    'pickup.code': ' {code}',
    'progress.found': ' {request_no} {status}',
    'receipt.next.dispatch': ' {dispatch_due}',
  }
  const timeline = [
    'dispatched',
    'acknowledged',
    'replied',
    'facts_added',
    'reminded',
    'rated',
  ].map((type) => `timeline.${type}`)
  const entries = [...textKeys, ...timeline].map((key) => {
    const more = values[key] ?? (key.startsWith('timeline.') ? ' {unit} {text}' : '')
    return [key, { zh: `${key}|中${more}`, en: `${key}|en${more}` }]
  })
  return Object.fromEntries(entries)
}

const unit = (code: string, name: string, level: 'district' | 'subdistrict' | 'city') => ({
  code,
  name,
  short_names: [],
  level,
  kind: '',
  parent_code: level === 'subdistrict' ? code.slice(0, 6) : null,
  district_code: level === 'subdistrict' ? code.slice(0, 6) : null,
  duty: '',
  on_call: false,
})

const serviceClass = (code: string, parent: string, name: string) => ({
  code,
  parent,
  level: code.length / 2,
  name,
  definition: `${name}的问题`,
  includes: [],
  excludes: [],
  see_also: [],
  required_elements: [],
  keywords: [],
})

/** A made-up city of two districts: enough for the whole app, loaded in a moment. */
export function smallPack(change: (pack: Pack) => void = () => {}): Pack {
  const pack: Pack = {
    meta: {
      code: 'small',
      name: '小城数据包',
      city: '小城',
      city_short: [],
      version: '1',
      effective: '2026-01-01',
      timezone: 'Asia/Shanghai',
      required_precision: 0.9,
      hotline: '12345',
      licence: '',
      sources: [],
    },
    content_hash: '',
    ...emptyTables(),
    units: [
      unit('990101', '甲区', 'district'),
      unit('990101001', '甲区一街道', 'subdistrict'),
      unit('990101002', '甲区二街道', 'subdistrict'),
      unit('990102', '乙区', 'district'),
      unit('city-transport', '市交通委', 'city'),
    ],
    taxonomy: [
      serviceClass('01', '', '住房'),
      serviceClass('0102', '01', '电梯'),
      serviceClass('02', '', '交通'),
    ],
    texts: keyTexts(),
  }
  change(pack)
  const { content_hash: _, ...tables } = pack
  return { ...tables, content_hash: hashPack(tables) }
}
