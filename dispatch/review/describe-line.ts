import type { CatalogueEntry } from '../../db/packs/pack.ts'

const ownerTexts: Record<string, string> = {
  central_compound: '央产或部队大院',
  unadopted_road: '未移交的道路',
  expressway: '高速公路',
  railway: '铁路',
  rural: '农村',
  estate_road: '小区内道路',
  city_road: '城市道路',
  district_road: '区属道路',
}

const timeTexts: Record<string, string> = {
  night: '夜间',
  holiday: '节假日',
  weekend: '周末',
  heating_season: '供暖季',
  flood_season: '汛期',
}

const listed = (values: readonly string[], texts: Record<string, string> = {}) =>
  values.map((value) => texts[value] ?? value).join('、')

/** The conditions of a catalogue line as a clause that can follow "如果"; empty for a line that always applies. */
export function conditionsText(entry: CatalogueEntry): string {
  const clauses = [
    entry.when_owner.length > 0 ? `权属是${listed(entry.when_owner, ownerTexts)}` : '',
    entry.when_respondent.length > 0 ? `被诉求主体是${listed(entry.when_respondent)}` : '',
    entry.when_keywords.length > 0 ? `提到${listed(entry.when_keywords.slice(0, 4))}` : '',
    entry.when_time.length > 0 ? `在${listed(entry.when_time, timeTexts)}` : '',
    entry.when_not_keywords.length > 0
      ? `没有提到${listed(entry.when_not_keywords.slice(0, 4))}`
      : '',
  ]
  return clauses.filter((clause) => clause !== '').join('，且')
}

/** A role of a line as people call it. */
export function roleText(role: string): string {
  if (role === '@subdistrict') return '事发地街道（乡镇）'
  if (role === '@district') return '事发地所在区'
  if (role.startsWith('@bureau:')) return `事发地所在区的${role.slice('@bureau:'.length)}`
  return role.replace(/^unit:/, '')
}

export const rolesText = (roles: readonly string[]): string => roles.map(roleText).join('、')
