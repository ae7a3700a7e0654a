import type { FieldChange, TableDiff } from '../../db/packs/diff-packs.ts'
import { cutText } from './text-table.ts'

const SHOWN = 20
const CELL = 60

const tableNames: Record<string, string> = {
  meta: '数据包说明 pack.yaml',
  jurisdictions: '区划 jurisdictions',
  confusable: '易混地名 confusable',
  landmarks: '地标 landmarks',
  bureaus: '区级部门种类 bureaus',
  district_bureaus: '各区部门 district-bureaus',
  units: '单位 units',
  taxonomy: '事项分类 taxonomy',
  examples: '例句 examples',
  emergency_examples: '紧急例句 emergency-examples',
  catalogue: '派单目录 catalogue',
  service_points: '服务网点 service-points',
  articles: '知识条目 articles',
  lexicons: '词表 lexicons',
  calendar: '日历 calendar',
  texts: '用语 texts',
}

/** Two packs compared, for people: how much of each table, then the rows, then what stood in each changed cell. */
export function renderDiff(tables: readonly TableDiff[]): string[] {
  if (tables.length === 0) return ['没有变化 · unchanged']
  return tables.flatMap(({ table, added, removed, changed }) => [
    `${tableNames[table] ?? table}：新增 ${added.length}，删除 ${removed.length}，修改 ${changed.length}`,
    ...shorten(added, (key) => [`  + ${key}`]),
    ...shorten(removed, (key) => [`  - ${key}`]),
    ...shorten(changed, describeChange),
  ])
}

function shorten<T>(rows: readonly T[], render: (row: T) => string[]): string[] {
  const more = rows.length - SHOWN
  return [
    ...rows.slice(0, SHOWN).flatMap(render),
    ...(more > 0 ? [`  … 还有 ${more} 行，加 --json 全部列出`] : []),
  ]
}

/** A table of plain entries by name has one value a row: one line says it all. */
function describeChange({ key, fields }: TableDiff['changed'][number]): string[] {
  const [only] = fields
  if (only && fields.length === 1 && only.field === 'value')
    return [`  ~ ${key}：${cell(only.before)} → ${cell(only.after)}`]
  return [`  ~ ${key}`, ...fields.map(describeField)]
}

function describeField({ field, before, after }: FieldChange): string {
  if (isList(before) && isList(after) && before.length + after.length > 2) {
    const items = [
      ...after.filter((item) => !before.includes(item)).map((item) => `+ ${cutText(item, CELL)}`),
      ...before.filter((item) => !after.includes(item)).map((item) => `- ${cutText(item, CELL)}`),
    ]
    return `      ${field}：${items.join('  ') || '顺序不同'}`
  }
  return `      ${field}：${cell(before)} → ${cell(after)}`
}

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

function cell(value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return '（空）'
  if (isList(value)) return cutText(value.join('|'), CELL)
  return cutText(typeof value === 'string' ? value : JSON.stringify(value), CELL)
}
