import type { OrderText } from '../../classifier/class-model.ts'

const shops = ['健身房', '游泳馆', '理发店', '瑜伽馆', '舞蹈班', '美容院', '洗车行', '培训机构']
const cards = ['年卡', '次卡', '预付卡', '充值卡', '会员卡', '私教课']
const ends = ['关门不退钱', '老板跑路了', '一直拖着不给退', '说过期作废', '换了老板不认账']
const tales = [
  '',
  '上个月',
  '我妈妈',
  '孩子放假时',
  '充了三千块',
  '被推销',
  '朋友介绍',
  '趁周年庆',
  '刚搬来就',
  '和同事一起',
]
const streets = [
  { district: '城东区', subdistrict: '城东区望湖街道', unit: 's1101' },
  { district: '城东区', subdistrict: '城东区八里桥街道', unit: 's1103' },
]

/**
 * Orders about prepaid cards in the small city, the oldest first; `leadOf` says who got each. No two tell the same, so that none is taken
 * for the twin of another.
 */
export function cardOrders(
  count: number,
  leadOf: (street: { unit: string }, at: number) => string,
): OrderText[] {
  return Array.from({ length: count }, (_, at): OrderText => {
    const street = streets[at % 2] ?? streets[0]
    const pick = (list: readonly string[], step: number) =>
      list[Math.floor(at / step) % list.length] ?? ''
    const shop = pick(shops, 1)
    const tale = pick(tales, 240)
    const text = `${street?.subdistrict}${tale}${shop}办的${pick(cards, 8)}，${tale}${pick(ends, 48)}`
    return {
      text,
      code: '0201',
      lead: {
        unit: leadOf(street ?? { unit: '' }, at),
        district: street?.district ?? null,
        subdistrict: street?.subdistrict ?? null,
        address: '',
        channel: 'chat',
        kind: 'complaint',
        at: new Date(Date.UTC(2026, 2, 1, 0, at)),
      },
    }
  })
}
