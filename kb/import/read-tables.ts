import { parse as parseCsv } from 'csv-parse/sync'
import readSheets from 'read-excel-file/node'
import { AppError } from '../../db/kernel/errors.ts'
import { fromFields, withTitle } from './read-markdown.ts'
import type { ImportLimits, ParsedFile } from './source-article.ts'

/** What civil servants call the columns; `--map` names others. */
const names: Record<string, readonly string[]> = {
  id: ['id', '编号', '标识', '序号'],
  title: ['title', '标题', '问题', '事项', '事项名称', '知识标题'],
  questions: ['questions', '问法', '相似问', '相似问题', '常见问法'],
  body: ['body', '答案', '答复', '正文', '内容', '回答', '标准答案'],
  topics: ['topics', '主题', '标签', '分类'],
  service_codes: ['service_codes', '事项编码', '分类编码'],
  jurisdiction: ['jurisdiction', '适用地区', '地区', '区域'],
  audience: ['audience', '适用人群', '对象', '服务对象'],
  owner: ['owner', '主管单位', '责任单位', '部门', '来源单位', '承办单位'],
  source: ['source', '来源', '依据', '政策依据', '文件名称'],
  issuer: ['issuer', '发布机关', '发文机关'],
  source_date: ['source_date', '来源日期', '发布日期', '发文日期'],
  url: ['url', '网址', '链接', '原文链接'],
  valid_from: ['valid_from', '生效日期', '有效期起', '开始日期'],
  valid_until: ['valid_until', '有效期至', '失效日期', '截止日期'],
  review_due: ['review_due', '复核日期'],
  verify_before: ['verify_before', '核对期限'],
}

export type ColumnMap = Readonly<Record<string, string>>

interface Reading {
  file: string
  place: string
  map: ColumnMap
  limits: ImportLimits
}

const cell = (value: unknown) =>
  value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '').trim()

/** Which column holds which field: what was said, else what it is usually called. */
function findColumns(header: readonly string[], { file, map }: Reading): Map<string, number> {
  const columns = new Map<string, number>()
  const positionOf = (name: string) =>
    header.findIndex((one) => one.toLowerCase() === name.toLowerCase())
  for (const [field, known] of Object.entries(names)) {
    const said = map[field]
    const at = said === undefined ? known.map(positionOf).find((n) => n >= 0) : positionOf(said)
    if (at !== undefined && at >= 0) columns.set(field, at)
    else if (said !== undefined || field === 'title' || field === 'body') {
      const column = said ?? known[1] ?? field
      throw new AppError('kb.import-columns', { file, field, column, columns: header.join('、') })
    }
  }
  return columns
}

function toFile(rows: readonly (readonly unknown[])[], reading: Reading): ParsedFile {
  const { file, place, limits } = reading
  const [head = [], ...lines] = rows
  const columns = findColumns(head.map(cell), reading)
  const problems: string[] = []
  if (lines.length > limits.maxRows) {
    problems.push(`只读前 ${limits.maxRows} 行，后面 ${lines.length - limits.maxRows} 行没有读`)
  }
  const articles = lines.slice(0, limits.maxRows).flatMap((line, i) => {
    const get = (field: string) => cell(line[columns.get(field) ?? -1])
    const [title, body] = [get('title'), get('body')]
    if (title === '' && body === '') return []
    if (title === '' || body === '') {
      problems.push(`第 ${i + 2} 行缺少${title === '' ? '标题' : '正文'}，没有导入`)
      return []
    }
    const source = {
      title: get('source'),
      issuer: get('issuer'),
      date: get('source_date'),
      url: get('url'),
    }
    const fields = Object.fromEntries(Object.keys(names).map((field) => [field, get(field)]))
    // Without a number of its own a row is known by its title: rows move when a sheet is sorted.
    const where = `${place}#${title}`
    const article = fromFields({ ...fields, source }, { body, place: where })
    const sourceId = article.sourceId.startsWith('id:') ? `${place}#${article.sourceId}` : where
    return [withTitle({ ...article, sourceId }, where)]
  })
  return { file, articles, problems }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // What spreadsheets in China save where they do not save UTF-8.
    return new TextDecoder('gb18030').decode(bytes)
  }
}

export function readCsvFile(bytes: Buffer, reading: Reading): ParsedFile {
  const rows = parseCsv(decode(bytes), {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: reading.limits.maxRows + 2,
  }) as string[][]
  return toFile(rows, reading)
}

export async function readWorkbook(bytes: Buffer, reading: Reading): Promise<ParsedFile> {
  const sheets = await readSheets(bytes)
  return toFile(sheets[0]?.data ?? [], reading)
}

/** A list of objects, `{"articles": […]}`, or one object a line; `body`, `answer` or `html` holds the text. */
export function readJsonFile(bytes: Buffer, { file, place, limits }: Reading): ParsedFile {
  const text = decode(bytes)
    .replace(/^\uFEFF/, '')
    .trim()
  const whole: unknown = /\.(jsonl|ndjson)$/i.test(file)
    ? text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as unknown)
    : JSON.parse(text)
  const inside = (whole as { articles?: unknown } | null)?.articles ?? whole
  const rows = Array.isArray(inside) ? inside : [inside]
  const problems: string[] = []
  const articles = rows.slice(0, limits.maxRows).flatMap((row: unknown, i) => {
    const fields = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>
    const body = [fields['body'], fields['answer'], fields['html']].find(
      (one) => typeof one === 'string',
    )
    if (typeof body !== 'string' || body.trim() === '') {
      problems.push(`第 ${i + 1} 项没有正文（body），没有导入`)
      return []
    }
    const title = typeof fields['title'] === 'string' ? fields['title'] : `${i + 1}`
    const article = fromFields(fields, { body, place: `${place}#${title}` })
    return [withTitle(article, `${place}#${title}`)]
  })
  return { file, articles, problems }
}
