import type { CatalogueEntry, Pack } from '../pack.ts'
import type { Report } from './finding.ts'

const roles = ['@subdistrict', '@district']
const communityKinds = ['community', 'village']

const conditionColumns = [
  'when_place',
  'when_respondent',
  'when_owner',
  'when_keywords',
  'when_not_keywords',
  'when_time',
] as const

/** Everything that decides whether a line applies, as one text. */
function conditionKey(line: CatalogueEntry): string {
  const conditions = conditionColumns.map((column) => {
    const value = line[column]
    return Array.isArray(value) ? [...value].sort().join('|') : (value ?? '')
  })
  return [line.service_code, ...conditions].join(' · ')
}

interface Known {
  bureaus: ReadonlySet<string>
  units: ReadonlySet<string>
  communities: ReadonlySet<string>
}

/** What is wrong with a unit role such as `@bureau:教委` or `unit:市交通委`; null where it is right. */
function roleProblem(role: string, known: Known): { check: string; text: string } | null {
  if (roles.includes(role)) return null
  const kind = role.slice(0, role.indexOf(':'))
  const name = role.slice(role.indexOf(':') + 1)
  if (kind === '@bureau') {
    return known.bureaus.has(name)
      ? null
      : { check: 'catalogue.bureau', text: `没有“${name}”这类区级部门` }
  }
  if (kind !== 'unit') return { check: 'catalogue.role', text: `不认识的单位写法“${role}”` }
  if (known.units.has(name)) return null
  return known.communities.has(name)
    ? { check: 'catalogue.community', text: `社区（村）“${name}”不能承办（条例第十七条）` }
    : { check: 'catalogue.unit', text: `单位名录里没有“${name}”` }
}

function overlap(a: CatalogueEntry, b: CatalogueEntry): boolean {
  const until = (line: CatalogueEntry) => line.valid_until || '9999-12-31'
  return a.valid_from <= until(b) && b.valid_from <= until(a)
}

/** Two lines for the same case at the same time: the second can never win, or says something else. */
function lintContradictions(catalogue: readonly CatalogueEntry[], report: Report): void {
  const groups = new Map<string, CatalogueEntry[]>()
  for (const line of catalogue) {
    const key = conditionKey(line)
    const earlier = (groups.get(key) ?? []).find((other) => overlap(other, line))
    groups.set(key, [...(groups.get(key) ?? []), line])
    if (!earlier) continue
    if (earlier.lead === line.lead) {
      report(
        'catalogue.unreachable',
        line,
        `行 ${line.line} 与行 ${earlier.line} 条件相同，永远轮不到`,
      )
    } else {
      report(
        'catalogue.contradiction',
        line,
        `行 ${line.line} 与行 ${earlier.line} 条件相同而主办不同（${earlier.lead}、${line.lead}）`,
      )
    }
  }
}

function lintCoverage(pack: Pack, report: Report): void {
  const direct = new Set(
    pack.catalogue
      .filter((line) => conditionColumns.every((column) => (line[column]?.length ?? 0) === 0))
      .map((line) => line.service_code),
  )
  for (const row of pack.taxonomy) {
    const covered = [2, 4, 6].some((n) => n <= row.code.length && direct.has(row.code.slice(0, n)))
    if (!covered) {
      report(
        'class.no-unit',
        row,
        `${row.code} ${row.name} 没有无条件的派单行（含上级），可能派不出去`,
      )
    }
  }
}

function lintValidity(catalogue: readonly CatalogueEntry[], today: string, report: Report): void {
  const numbers = new Set<string>()
  for (const line of catalogue) {
    if (numbers.has(line.line)) report('catalogue.repeated', line, `行号 ${line.line} 重复`)
    numbers.add(line.line)
    if (line.valid_until !== '' && line.valid_until < line.valid_from) {
      report('catalogue.dates', line, `行 ${line.line} 的有效期倒置`)
    }
    if (line.valid_until !== '' && line.valid_until < today) {
      report('catalogue.expired', line, `行 ${line.line} 已于 ${line.valid_until} 失效`, 'warning')
    }
    if (line.legal_basis === '') {
      report('catalogue.no-basis', line, `行 ${line.line} 没有写依据`, 'warning')
    }
  }
}

/** Checks the dispatch catalogue: classes, units, roles, contradictions, coverage, validity (R12, R17). */
export function lintCatalogue(pack: Pack, today: string, report: Report): void {
  const codes = new Set(pack.taxonomy.map((row) => row.code))
  const known = {
    bureaus: new Set(pack.bureaus.map((row) => row.key)),
    units: new Set(pack.units.map((unit) => unit.name)),
    communities: new Set(
      pack.jurisdictions.filter((j) => communityKinds.includes(j.kind)).map((j) => j.name),
    ),
  }
  for (const line of pack.catalogue) {
    if (!codes.has(line.service_code)) {
      report('catalogue.class', line, `行 ${line.line}：没有事项编码 ${line.service_code}`)
    }
    for (const role of [line.lead, ...line.supporting, ...line.copies]) {
      const problem = roleProblem(role, known)
      if (problem) report(problem.check, line, `行 ${line.line}：${problem.text}`)
    }
  }
  lintContradictions(pack.catalogue, report)
  lintCoverage(pack, report)
  lintValidity(pack.catalogue, today, report)
}
