import type { Pack } from '../../db/packs/pack.ts'
import { emptyTables } from '../../db/packs/pack-view.ts'
import { sampleArticles } from './sample-articles.ts'

/** A pack of an invented city with two districts and two service points, for tests only. */
export function samplePack(changes: Partial<Pack> = {}): Pack {
  const row = { aliases: [], former_names: [], source: '', note: '' }
  const point = {
    services: [],
    accessibility: '',
    owner: '',
    source: '样例市网站',
    coordinates: '',
  }
  return {
    meta: {
      code: 'sample',
      name: '样例市数据包',
      city: '样例市',
      city_short: ['样例'],
      version: '1',
      effective: '2025-01-01',
      timezone: 'Asia/Shanghai',
      required_precision: 0.95,
      hotline: '12345',
      licence: '',
      sources: [],
    },
    content_hash: 'sample',
    ...emptyTables(),
    jurisdictions: [
      { ...row, code: '01', parent: '', kind: 'city', name: '样例市' },
      { ...row, code: '0101', parent: '01', kind: 'district', name: '东湖区' },
      { ...row, code: '0102', parent: '01', kind: 'district', name: '西山区' },
    ],
    articles: sampleArticles,
    service_points: [
      {
        ...point,
        code: 'sp-1',
        name: '东湖区政务服务中心',
        kind: '政务服务中心',
        jurisdiction: '东湖区',
        address: '东湖区东湖路1号',
        hours: '工作日9:00—17:00',
        phone: '',
        verify_before: '2030-01-01',
      },
      {
        ...point,
        code: 'sp-2',
        name: '西山区图书馆',
        kind: '图书馆',
        jurisdiction: '西山区',
        address: '西山区书院街2号',
        hours: '周二至周日9:00—20:00',
        phone: '',
        verify_before: '',
      },
    ],
    ...changes,
  }
}
