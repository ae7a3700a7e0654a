import type { Pack, ServiceClass, Unit } from '../../db/packs/pack.ts'
import { catalogueLine, rule, serviceClass, smallPack, unit } from './small-pack.ts'

/** `smallPack` with units, classes, catalogue and lexicons: the whole engine runs on it in milliseconds. */
export function smallCity(): Pack {
  const pack = smallPack()
  return {
    ...pack,
    bureaus: [
      {
        key: '市场监管',
        pattern: '{district}市场监督管理局',
        short_names: [],
        duty: '',
        on_call: false,
      },
    ],
    district_bureaus: [
      {
        district: '城东区',
        bureau: '市场监管',
        name: '',
        aliases: [],
        source: '',
        verify_before: '',
        note: '',
      },
    ],
    units: smallUnits(),
    taxonomy: smallTaxonomy(),
    examples: [
      { service_code: '0101', text: '电梯坏了三天老人下不了楼' },
      { service_code: '0102', text: '小区的路灯都不亮了' },
      { service_code: '0201', text: '健身房办卡后关门了不退钱' },
      { service_code: '0202', text: '超市卖的面包过期了' },
      { service_code: '0301', text: '家里停水一天了' },
      { service_code: '0302', text: '居住证怎么办' },
    ],
    catalogue: [
      catalogueLine({ line: '1', service_code: '01', lead: '@subdistrict' }),
      catalogueLine({
        line: '2',
        service_code: '01',
        lead: '@subdistrict',
        when_owner: ['central_compound'],
        mode: 'consultation',
      }),
      catalogueLine({
        line: '3',
        service_code: '02',
        lead: '@bureau:市场监管',
        supporting: ['@subdistrict'],
      }),
      catalogueLine({ line: '4', service_code: '03', lead: 'unit:临江自来水公司' }),
    ],
    lexicons: smallLexicons(),
  }
}

function smallUnits(): Unit[] {
  return [
    unit({ code: 'd11', name: '城东区', level: 'district' }),
    unit({ code: 'd12', name: '西山区', level: 'district' }),
    unit({ code: 's1101', name: '城东区望湖街道', level: 'subdistrict' }),
    unit({ code: 's1103', name: '城东区八里桥街道', level: 'subdistrict' }),
    unit({ code: 's1201', name: '西山区八里桥街道', level: 'subdistrict' }),
    unit({ code: 's1202', name: '西山区龙栖观街道', level: 'subdistrict' }),
    unit({ code: 'b11', name: '城东区市场监督管理局', level: 'bureau', kind: '市场监管' }),
    unit({
      code: 'water',
      name: '临江自来水公司',
      short_names: ['自来水公司'],
      level: 'enterprise',
    }),
  ]
}

function smallTaxonomy(): ServiceClass[] {
  return [
    serviceClass({ code: '01', name: '住房', usual_kind: 'complaint' }),
    serviceClass({
      code: '0101',
      name: '住宅电梯',
      keywords: ['电梯坏', '电梯停'],
      required_elements: ['address', 'time'],
    }),
    serviceClass({ code: '0102', name: '小区路灯', keywords: ['路灯不亮', '路灯坏'] }),
    serviceClass({ code: '02', name: '市场', usual_kind: 'complaint' }),
    serviceClass({ code: '0201', name: '预付卡', keywords: ['办卡', '退卡'] }),
    serviceClass({ code: '0202', name: '食品安全', keywords: ['过期', '发霉'] }),
    serviceClass({ code: '03', name: '公用事业', usual_kind: 'assistance', deadline: '24h' }),
    serviceClass({ code: '0301', name: '停水', keywords: ['停水', '没水'] }),
    serviceClass({ code: '0302', name: '居住证', usual_kind: 'inquiry', keywords: ['居住证'] }),
  ]
}

function smallLexicons(): Pack['lexicons'] {
  return {
    emergency: [
      rule({
        id: 'fire',
        outcome: { number: 119 },
        any: ['着火了'],
        not: ['去年'],
        why: '正在着火',
      }),
    ],
    'hazard-2h': [rule({ id: 'manhole', any: ['井盖没了'], why: '可能有人掉下去' })],
    'utilities-outage': [
      rule({ id: 'water', any: ['停水'], outcome: { deadline: '24h' }, why: '停水影响基本生活' }),
    ],
    respondents: [
      rule({ id: 'manager', any: ['物业'], outcome: { respondent: 'property_manager' } }),
    ],
    'statutory-channel': [
      rule({
        id: 'sued',
        any: ['法院.{0,6}(判|起诉)'],
        outcome: { channel: 'court' },
        why: '已经起诉',
      }),
    ],
    flags: [rule({ id: 'media', any: ['记者'], outcome: { flag: 'media' }, why: '要找媒体' })],
  }
}
