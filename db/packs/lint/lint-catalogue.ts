import type { CatalogueEntry, Pack } from '../pack.ts'
import type { Report } from './finding.ts'
import { unlistedBureaus } from './lint-units.ts'

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
  communities: readonly string[]
  /** Bureaus that a pattern names and no table lists, with the reason. */
  unlisted: ReadonlyMap<string, string>
}

interface Problem {
  check: string
  text: string
}

/** What is wrong with a unit role such as `@bureau:教委` or `unit:市交通委`; null where it is right. */
function roleProblem(role: string, known: Known): Problem | null {
  if (roles.includes(role)) return null
  const [kind = '', name = ''] = role.split(/:(.*)/s)
  if (kind === '@community')
    return { check: 'catalogue.community', text: '社区（村）不能承办（条例第十七条）' }
  if (kind === '@bureau') {
    return known.bureaus.has(name)
      ? null
      : { check: 'catalogue.bureau', text: `没有“${name}”这类区级部门，或没有一个区列出它` }
  }
  if (kind !== 'unit') return { check: 'catalogue.role', text: `不认识的单位写法“${role}”` }
  return known.units.has(name) ? null : unknownUnit(name, known)
}

function unknownUnit(name: string, known: Known): Problem {
  if (known.communities.some((community) => name.endsWith(community)))
    return { check: 'catalogue.community', text: `社区（村）“${name}”不能承办（条例第十七条）` }
  const unlisted = known.unlisted.get(name)
  return unlisted
    ? { check: 'catalogue.unlisted-bureau', text: `“${name}”：${unlisted}` }
    : { check: 'catalogue.unit', text: `单位名录里没有“${name}”` }
}

function overlap(a: CatalogueEntry, b: CatalogueEntry): boolean {
  const until = (line: CatalogueEntry) => line.valid_until || '9999-12-31'
  return a.valid_from <= until(b) && b.valid_from <= until(a)
}

const span = (line: CatalogueEntry) => `${line.valid_from || '…'} 至 ${line.valid_until || '…'}`

/** Two lines for the same case at the same time: the second can never win, or says something else. */
function lintContradictions(catalogue: readonly CatalogueEntry[], report: Report): void {
  const groups = new Map<string, CatalogueEntry[]>()
  for (const line of catalogue) {
    const key = conditionKey(line)
    const earlier = (groups.get(key) ?? []).find((other) => overlap(other, line))
    groups.set(key, [...(groups.get(key) ?? []), line])
    if (!earlier) continue
    const both = `行 ${line.line} 与行 ${earlier.line} 条件相同`
    if (span(line) !== span(earlier)) {
      const dates = `（${span(line)}、${span(earlier)}）`
      report('catalogue.overlap', line, `${both}，有效期重叠${dates}；请给旧行写上 valid_until`)
    } else if (earlier.lead === line.lead) {
      report('catalogue.unreachable', line, `${both}，永远轮不到`)
    } else {
      const leads = `（${earlier.lead}、${line.lead}）`
      report('catalogue.contradiction', line, `${both}而主办不同${leads}`)
    }
  }
}

/** A line whose every case an earlier one of its class takes first: as many conditions, each at least as wide. */
function lintShadows(catalogue: readonly CatalogueEntry[], report: Report): void {
  const classes = new Map<string, CatalogueEntry[]>()
  for (const line of catalogue) {
    classes.set(line.service_code, [...(classes.get(line.service_code) ?? []), line])
  }
  for (const lines of classes.values()) {
    for (const line of lines) {
      const taker = lines.find((other) => other !== line && takesFirst(other, line))
      if (!taker || conditionKey(taker) === conditionKey(line)) continue
      const text = `行 ${line.line} 的情形都被行 ${taker.line} 先接走，永远轮不到`
      report('catalogue.unreachable', line, text)
    }
  }
}

function takesFirst(other: CatalogueEntry, line: CatalogueEntry): boolean {
  const first = other.line.localeCompare(line.line, 'en', { numeric: true }) < 0
  if (!first || conditions(other) !== conditions(line)) return false
  const within = (a: readonly string[], b: readonly string[]) => a.every((item) => b.includes(item))
  const wider = (column: 'when_respondent' | 'when_owner' | 'when_keywords' | 'when_time') =>
    other[column].length === 0 || (line[column].length > 0 && within(line[column], other[column]))
  return (
    (other.valid_from === '' || other.valid_from <= line.valid_from) &&
    (other.valid_until === '' ||
      (line.valid_until !== '' && line.valid_until <= other.valid_until)) &&
    (other.when_place === line.when_place || other.when_place === undefined) &&
    within(other.when_not_keywords, line.when_not_keywords) &&
    wider('when_respondent') &&
    wider('when_owner') &&
    wider('when_keywords') &&
    wider('when_time')
  )
}

function conditions(line: CatalogueEntry): number {
  return conditionColumns.filter((column) => (line[column]?.length ?? 0) > 0).length
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
    bureaus: new Set(pack.district_bureaus.map((row) => row.bureau)),
    units: new Set(pack.units.map((unit) => unit.name)),
    communities: pack.jurisdictions
      .filter((j) => communityKinds.includes(j.kind))
      .map((j) => j.name),
    unlisted: unlistedBureaus(pack),
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
  lintShadows(pack.catalogue, report)
  lintCoverage(pack, report)
  lintValidity(pack.catalogue, today, report)
}
