import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../kernel/errors.ts'
import {
  bureauRow,
  catalogueRow,
  confusableRow,
  districtBureauRow,
  emergencyExampleRow,
  exampleRow,
  jurisdictionRow,
  landmarkRow,
  servicePointRow,
  taxonomyRow,
  unitRow,
} from './pack.ts'

/** Every table with its schema and, for its editor, what a row is. */
export const packTables: Record<string, { schema: z.ZodObject; comment: string }> = {
  jurisdictions: {
    schema: jurisdictionRow,
    comment: '一行一个区划：市、区、街道（乡镇）、社区（村）',
  },
  confusable: { schema: confusableRow, comment: '容易混淆的两个地名' },
  landmarks: {
    schema: landmarkRow,
    comment: '人们用来代替地址的地方，jurisdictions 写“某区某街道”',
  },
  bureaus: { schema: bureauRow, comment: '区级部门的种类，pattern 里 {district} 是区名' },
  'district-bureaus': { schema: districtBureauRow, comment: '某区确有某部门；没有的不要写' },
  units: { schema: unitRow, comment: '市级部门、公共服务企业、中央单位、周边地区' },
  taxonomy: { schema: taxonomyRow, comment: '三级分类，编码两位、四位、六位' },
  examples: {
    schema: exampleRow,
    comment: '市民会怎么说，一行一句；没有历史工单时这是唯一的训练材料',
  },
  'emergency-examples': {
    schema: emergencyExampleRow,
    comment: '紧急情形的说法和应拨的号码；号码空着的是听着像、其实不急的',
  },
  catalogue: { schema: catalogueRow, comment: '派单目录：什么事、什么条件，派给谁，依据什么' },
  'service-points': { schema: servicePointRow, comment: '服务网点；没有把握的电话、地址留空' },
}

const packYaml = `# 城市数据包，说明见 db/packs/README.md
code: my-city
name: 某市接诉即办数据包
city: 某某市
city_short: [某某]
version: "1"
effective: "2026-01-01"
timezone: Asia/Shanghai
hotline: "12345"
required_precision: 0.95 # 建议的主办单位至少多少是对的，系统才说有把握
licence: ""
sources: []
`

const calendarYaml = `# 期限怎么数：natural 自然日，working 工作日（含法定节假日和调休；节假日随程序自带，jiesu pack lint 会说知道到哪一天）
days: natural
# 本市自己的放假和上班，写在这里的优先，例如：
#   holidays: [{ date: 2026-05-06, name: 本市临时放假, source: 市政府办公厅通知 }]
holidays: []
workdays: []
# 一年里的时段，派单目录的 when_time 用它的名字，例如：
# heating_season:
#   - { from: "11-15", to: "03-15", source: 供热办法 }
`

/** The lexicons that name other cities: what no second city can take over. */
const ownLexicons = ['other-cities.yaml', 'elsewhere.yaml']

/** What of the sample pack is common to all cities: sentences to reword, and the words of danger, which are never to be missing. */
function commonFiles(sampleDir: string): string[] {
  const lexicons = listFiles(sampleDir, 'lexicons').filter(
    (file) => !ownLexicons.includes(basename(file)),
  )
  const examples = ['emergency-examples.csv', ...listFiles(sampleDir, 'emergency-examples')]
  return ['texts.yaml', ...lexicons, ...examples].filter((file) =>
    existsSync(join(sampleDir, file)),
  )
}

function listFiles(dir: string, folder: string): string[] {
  const path = join(dir, folder)
  return existsSync(path) ? readdirSync(path).map((file) => join(folder, file)) : []
}

/**
 * Writes an empty pack with comments, with the sentences and lexicons of the sample to reword: a hotline without the words of
 * danger would file a fire as a request (R11-1). Refuses a folder that already holds something (`pack.not-empty`).
 */
export function initPack(dir: string, sampleDir: string): string[] {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new AppError('pack.not-empty', { dir })
  const files: Record<string, string> = { 'pack.yaml': packYaml, 'calendar.yaml': calendarYaml }
  const common = commonFiles(sampleDir)
  for (const file of common) files[file] = readFileSync(join(sampleDir, file), 'utf8')
  for (const [name, { schema, comment }] of Object.entries(packTables)) {
    if (common.some((file) => file.startsWith(name))) continue
    files[`${name}.csv`] = `# ${comment}\n${Object.keys(schema.shape).join(',')}\n`
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), content)
  }
  mkdirSync(join(dir, 'articles'), { recursive: true })
  return Object.keys(files)
}
