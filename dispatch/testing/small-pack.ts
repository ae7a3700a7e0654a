import {
  type CatalogueEntry,
  type Jurisdiction,
  type Landmark,
  type LexiconRule,
  lexiconRule,
  type Pack,
  type ServiceClass,
  type Unit,
} from '../../db/packs/pack.ts'
import { emptyTables } from '../../db/packs/pack-view.ts'

/** A made-up city, small enough to be read: what the tests of one part need, and nothing more. */
export function smallPack(tables: Partial<Pack> = {}): Pack {
  return {
    meta: {
      code: 'linjiang',
      name: '临江市数据包',
      city: '临江市',
      city_short: ['临江'],
      version: '1',
      effective: '2026-01-01',
      timezone: 'Asia/Shanghai',
      required_precision: 0.95,
      hotline: '12345',
      licence: '',
      sources: [],
    },
    content_hash: 'small',
    ...emptyTables(),
    jurisdictions: smallJurisdictions(),
    landmarks: smallLandmarks(),
    ...tables,
  }
}

export function area(
  row: Pick<Jurisdiction, 'code' | 'parent' | 'kind' | 'name'> & Partial<Jurisdiction>,
): Jurisdiction {
  return { aliases: [], former_names: [], source: '', note: '', ...row }
}

export function landmark(
  name: string,
  jurisdictions: string[],
  more: Partial<Landmark> = {},
): Landmark {
  return {
    name,
    kind: 'other',
    aliases: [],
    jurisdictions,
    certainty: 'subdistrict',
    detail: '',
    source: '',
    note: '',
    ...more,
  }
}

export function serviceClass(
  row: Pick<ServiceClass, 'code' | 'name'> & Partial<ServiceClass>,
): ServiceClass {
  return {
    parent: row.code.slice(0, -2),
    level: row.code.length / 2,
    definition: '',
    includes: [],
    excludes: [],
    see_also: [],
    required_elements: [],
    keywords: [],
    ...row,
  }
}

export function catalogueLine(
  row: Pick<CatalogueEntry, 'line' | 'service_code' | 'lead'> & Partial<CatalogueEntry>,
): CatalogueEntry {
  return {
    when_respondent: [],
    when_owner: [],
    when_keywords: [],
    when_not_keywords: [],
    when_time: [],
    supporting: [],
    copies: [],
    legal_basis: '《条例》第十二条',
    valid_from: '2026-01-01',
    valid_until: '',
    note: '',
    ...row,
  }
}

export function unit(row: Pick<Unit, 'code' | 'name' | 'level'> & Partial<Unit>): Unit {
  return {
    short_names: [],
    kind: '',
    parent_code: null,
    district_code: null,
    duty: '',
    on_call: false,
    ...row,
  }
}

export function rule(row: { id: string; any: string[] } & Partial<LexiconRule>): LexiconRule {
  return lexiconRule.parse(row)
}

function smallJurisdictions(): Jurisdiction[] {
  return [
    area({ code: '1', parent: '', kind: 'city', name: '临江市' }),
    area({ code: '11', parent: '1', kind: 'district', name: '城东区', lng: 116.5, lat: 39.9 }),
    area({ code: '12', parent: '1', kind: 'district', name: '西山区', lng: 116.1, lat: 39.9 }),
    area({ code: '1101', parent: '11', kind: 'subdistrict', name: '望湖街道' }),
    area({ code: '1102', parent: '11', kind: 'area', name: '平房地区', aliases: ['平房乡'] }),
    area({ code: '1103', parent: '11', kind: 'subdistrict', name: '八里桥街道' }),
    area({
      code: '1104',
      parent: '11',
      kind: 'subdistrict',
      name: '云溪苑北街道',
      aliases: ['云溪苑'],
    }),
    area({
      code: '1105',
      parent: '11',
      kind: 'subdistrict',
      name: '云溪苑南街道',
      aliases: ['云溪苑'],
    }),
    area({ code: '1201', parent: '12', kind: 'subdistrict', name: '八里桥街道' }),
    area({ code: '1202', parent: '12', kind: 'subdistrict', name: '龙栖观街道' }),
    area({ code: '1203', parent: '12', kind: 'town', name: '西山镇' }),
    area({ code: '110101', parent: '1101', kind: 'community', name: '南湖东园社区' }),
    area({ code: '110102', parent: '1101', kind: 'community', name: '幸福社区' }),
    area({ code: '110301', parent: '1103', kind: 'community', name: '槐安里一区社区' }),
    area({ code: '110302', parent: '1103', kind: 'community', name: '槐安里二区社区' }),
    area({ code: '120201', parent: '1202', kind: 'community', name: '幸福社区' }),
    area({ code: '120202', parent: '1202', kind: 'village', name: '柳沟村' }),
  ]
}

function smallLandmarks(): Landmark[] {
  return [
    landmark('临江西站', ['西山区龙栖观街道'], { kind: 'railway_station' }),
    landmark('湖畔路', ['城东区望湖街道', '城东区八里桥街道'], { kind: 'road' }),
  ]
}
