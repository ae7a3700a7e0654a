import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Writes an empty pack with comments; refuses a folder that already holds something (`pack.not-empty`). */
export function initPack(dir: string, texts: string): string[] {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new AppError('pack.not-empty', { dir })
  mkdirSync(join(dir, 'lexicons'), { recursive: true })
  mkdirSync(join(dir, 'articles'), { recursive: true })
  const files: Record<string, string> = { 'pack.yaml': packYaml, 'texts.yaml': texts }
  for (const [name, { schema, comment }] of Object.entries(packTables)) {
    files[`${name}.csv`] = `# ${comment}\n${Object.keys(schema.shape).join(',')}\n`
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content)
  return Object.keys(files)
}
