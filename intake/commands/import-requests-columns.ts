import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'

/** What a row of another hotline may hold, and the column names under which it usually stands. */
const usualNames = {
  external_id: [
    'external_id',
    'id',
    '工单编号',
    '工单号',
    '编号',
    '流水号',
    '受理编号',
    '诉求编号',
  ],
  description: [
    'description',
    'text',
    '诉求内容',
    '内容',
    '主要内容',
    '工单内容',
    '反映内容',
    '描述',
  ],
  title: ['title', '标题', '诉求标题', '工单标题', '主题'],
  address: ['address', '地址', '诉求地址', '发生地址', '详细地址', '地点'],
  district: ['district', '区', '所属区', '行政区', '区县'],
  subdistrict: ['subdistrict', '街道', '街乡镇', '街道乡镇'],
  received_at: ['received_at', '受理时间', '来电时间', '诉求时间', '登记时间', '时间'],
  contact_name: ['contact_name', '姓名', '诉求人', '来电人', '联系人'],
  contact_phone: ['contact_phone', '电话', '联系电话', '来电号码', '手机号', '联系方式'],
  kind: ['kind', '诉求类型', '类型', '工单类型'],
  service_code: ['service_code', '事项编码', '分类编码'],
  confidential: ['confidential', '保密', '是否保密', '是否匿名'],
  channel: ['channel', '渠道', '来源渠道', '诉求渠道'],
} as const
export type ImportField = keyof typeof usualNames
export const importFields = Object.keys(usualNames) as ImportField[]

const mappingFile = z.object({
  source: z.string().optional(),
  channel: z.string().optional(),
  columns: z.record(z.string(), z.string()).default({}),
})
export type MappingFile = z.infer<typeof mappingFile>

/** A YAML file: `source`, `channel` and `columns` (field: column). Errors: `import.mapping-invalid`. */
export function readMappingFile(file: string): MappingFile {
  try {
    return mappingFile.parse(parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    const detail = `${file}：${cause instanceof Error ? cause.message : String(cause)}`
    throw new AppError('import.mapping-invalid', { detail, cause })
  }
}

/** `field=column` pairs of the command line. */
export function readPairs(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) {
        throw new AppError('import.mapping-invalid', { detail: `“${pair}”应写成 字段=列名` })
      }
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}

export type Columns = Partial<Record<ImportField, string>>

/** Which column holds what: as told, else by the usual names. The text is needed, everything else may be missing. */
export function chooseColumns(
  header: readonly string[],
  told: Readonly<Record<string, string>>,
): Columns {
  const columns: Columns = {}
  for (const field of Object.keys(told)) {
    if (!importFields.some((known) => known === field)) {
      const detail = `没有“${field}”这个字段，可用：${importFields.join('、')}`
      throw new AppError('import.mapping-invalid', { detail })
    }
  }
  for (const field of importFields) {
    const own = told[field]
    if (own !== undefined) {
      if (!header.includes(own)) throw missing(field, own, header)
      columns[field] = own
      continue
    }
    const usual = usualNames[field].find((name) => header.includes(name))
    if (usual !== undefined) columns[field] = usual
  }
  if (columns.description === undefined) throw missing('description', '诉求内容', header)
  return columns
}

function missing(field: string, column: string, header: readonly string[]): AppError {
  return new AppError('import.column-missing', { field, column, columns: header.join('、') })
}
