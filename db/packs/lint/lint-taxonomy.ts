import type { Pack, ServiceClass } from '../pack.ts'
import type { Report } from './finding.ts'

/** What may stand in `required_elements`: the questions that the conversation knows how to ask. */
export const knownElements = [
  'address',
  'district',
  'time',
  'details',
  'severity',
  'respondent',
  'identity',
  'line',
  'direction',
  'licence',
  // Written where a class needs nothing although its parent does.
  'none',
]

function lintCodes(taxonomy: readonly ServiceClass[], report: Report): Map<string, ServiceClass> {
  const byCode = new Map<string, ServiceClass>()
  for (const row of taxonomy) {
    if (byCode.has(row.code)) report('class.repeated', row, `事项编码 ${row.code} 重复`)
    byCode.set(row.code, row)
  }
  for (const row of taxonomy) {
    if (row.code.length !== row.level * 2) {
      report('class.level', row, `${row.code} 的位数与层级 ${row.level} 不符`)
    }
    if (row.level > 1 && (!byCode.has(row.parent) || !row.code.startsWith(row.parent))) {
      report('class.orphan', row, `${row.code} ${row.name} 的上级 ${row.parent} 不存在`)
    }
  }
  return byCode
}

function lintReferences(row: ServiceClass, codes: ReadonlySet<string>, report: Report): void {
  for (const code of row.see_also) {
    if (!codes.has(code)) report('class.see-also', row, `参见的编码 ${code} 不存在`)
  }
  for (const element of row.required_elements) {
    if (!knownElements.includes(element)) report('class.element', row, `不认识的要素“${element}”`)
  }
  if (row.required_elements.includes('none') && row.required_elements.length > 1) {
    report('class.element', row, `${row.code} ${row.name}：写了 none 就不能再写别的要素`)
  }
  if (row.definition === '') {
    report('class.undefined', row, `${row.code} ${row.name} 没有定义`, 'warning')
  }
}

/** Filler words say nothing; two names that differ in nothing else are chosen at random. */
const canonicalName = (name: string) =>
  name.replace(/问题|投诉|举报|咨询|建议|不规范|其他|[的类与和及或等、，（）()]/g, '')

/** The same characters in another order: 停车收费 and 收费停车. */
const shuffledName = (name: string) => [...canonicalName(name)].sort().join('')

/** Two leaves that say of each other what is different may be called alike. */
const tellsApart = (a: ServiceClass, b: ServiceClass) =>
  a.see_also.includes(b.code) && b.see_also.includes(a.code)

function lintNames(taxonomy: readonly ServiceClass[], report: Report): void {
  const seen = new Map<string, ServiceClass>()
  for (const row of taxonomy) {
    const key = shuffledName(row.name)
    const other = seen.get(key)
    // A class may be called like the one it stands under.
    if (other && !row.code.startsWith(other.code) && !tellsApart(row, other)) {
      report(
        'class.near-identical',
        row,
        `“${row.name}”（${row.code}）与“${other.name}”（${other.code}）几乎同名；请改名，或互相写进 see_also 并在 excludes 里写明区别`,
        'warning',
      )
    }
    if (!other) seen.set(key, row)
  }
}

function lintExamples(pack: Pack, byCode: ReadonlyMap<string, ServiceClass>, report: Report): void {
  const counts = new Map<string, number>()
  const texts = new Map<string, string>()
  for (const row of pack.examples) {
    if (!byCode.has(row.service_code)) {
      report('example.class', row, `例句的事项编码 ${row.service_code} 不存在`)
    }
    const other = texts.get(row.text)
    if (other !== undefined && other !== row.service_code) {
      report('example.repeated', row, `同一句话分在 ${other} 和 ${row.service_code}`)
    }
    texts.set(row.text, row.service_code)
    counts.set(row.service_code, (counts.get(row.service_code) ?? 0) + 1)
  }
  const parents = new Set(pack.taxonomy.map((row) => row.parent))
  for (const row of pack.taxonomy) {
    if (!parents.has(row.code) && !counts.has(row.code)) {
      report('class.no-example', row, `末级分类 ${row.code} ${row.name} 没有例句`, 'warning')
    }
  }
}

/** Checks the classes: codes, parents, references, near-identical names, leaves without a citizen's words. */
export function lintTaxonomy(pack: Pack, report: Report): void {
  const byCode = lintCodes(pack.taxonomy, report)
  const codes = new Set(byCode.keys())
  for (const row of pack.taxonomy) lintReferences(row, codes, report)
  lintNames(pack.taxonomy, report)
  lintExamples(pack, byCode, report)
}
