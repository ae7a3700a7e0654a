import type { Jurisdiction, Landmark, Pack } from '../pack.ts'
import type { Report } from './finding.ts'

const streetKinds = ['subdistrict', 'town', 'township', 'area']
const communityKinds = ['community', 'village']

function lintParents(jurisdictions: readonly Jurisdiction[], report: Report): void {
  const codes = new Map<string, Jurisdiction>()
  for (const row of jurisdictions) {
    if (codes.has(row.code)) report('jurisdiction.repeated', row, `区划代码 ${row.code} 重复`)
    codes.set(row.code, row)
  }
  for (const row of jurisdictions) {
    if (row.kind !== 'city' && !codes.has(row.parent)) {
      report('jurisdiction.orphan', row, `${row.name} 的上级 ${row.parent} 不存在`)
    }
  }
}

/** An alias that names two streets must be marked in `confusable`, so that the resolver asks on purpose. */
function lintAliases(pack: Pack, report: Report): void {
  const marked = new Set(pack.confusable.flatMap((pair) => [pair.name_a, pair.name_b]))
  const holders = new Map<string, Jurisdiction[]>()
  for (const row of pack.jurisdictions) {
    if (communityKinds.includes(row.kind)) continue
    for (const alias of [...row.aliases, ...row.former_names]) {
      holders.set(alias, [...(holders.get(alias) ?? []), row])
    }
  }
  for (const [alias, rows] of holders) {
    if (rows.length < 2) continue
    const unmarked = rows.filter((row) => !isMarked(marked, row.name, alias))
    const [first] = unmarked
    if (unmarked.length > 1 && first) {
      report(
        'alias.ambiguous',
        first,
        `别名“${alias}”同时指 ${rows.map((row) => row.name).join('、')}，请在 confusable 里标明`,
      )
    }
  }
}

function isMarked(marked: ReadonlySet<string>, name: string, alias: string): boolean {
  for (const text of marked) if (text.includes(name) || text.includes(alias)) return true
  return false
}

/** Names as landmarks write them: `朝阳区` or `朝阳区望京街道`. */
export function placeNames(jurisdictions: readonly Jurisdiction[]): Set<string> {
  const byCode = new Map(jurisdictions.map((row) => [row.code, row]))
  const names = new Set<string>()
  for (const row of jurisdictions) {
    if (row.kind === 'district' || row.kind === 'development_zone') names.add(row.name)
    const parent = byCode.get(row.parent)
    if (streetKinds.includes(row.kind) && parent) names.add(`${parent.name}${row.name}`)
  }
  return names
}

function lintLandmarks(pack: Pack, report: Report): void {
  const known = placeNames(pack.jurisdictions)
  const seen = new Set<string>()
  for (const row of pack.landmarks) {
    if (row.jurisdictions.length === 0)
      report('landmark.nowhere', row, `${row.name} 没有写所在区划`)
    for (const name of row.jurisdictions) {
      if (!known.has(name))
        report('landmark.unknown-place', row, `${row.name}：没有“${name}”这个区划`)
    }
    const key = `${row.name}|${row.jurisdictions.join('|')}`
    if (seen.has(key)) report('landmark.repeated', row, `${row.name} 重复`, 'warning')
    seen.add(key)
  }
}

/** The same of landmarks: two stations of one name in two streets are a question, unless `confusable` says so. */
function lintLandmarkNames(pack: Pack, report: Report): void {
  const marked = pack.confusable.flatMap((pair) => [pair.name_a, pair.name_b])
  const holders = new Map<string, Landmark>()
  for (const row of pack.landmarks) {
    for (const name of [row.name, ...row.aliases]) {
      const other = holders.get(name)
      holders.set(name, other ?? row)
      if (!other || whereOf(other) === whereOf(row)) continue
      if (marked.some((text) => text.includes(name))) continue
      const places = `${other.name}（${whereOf(other)}）、${row.name}（${whereOf(row)}）`
      report('alias.ambiguous', row, `“${name}”同时指 ${places}，请在 confusable 里标明`)
    }
  }
}

const whereOf = ({ jurisdictions }: Landmark) => [...jurisdictions].sort().join('、')

/** Checks places: codes, parents, aliases that name two places, landmarks that stand nowhere. */
export function lintPlaces(pack: Pack, report: Report): void {
  lintParents(pack.jurisdictions, report)
  lintAliases(pack, report)
  lintLandmarks(pack, report)
  lintLandmarkNames(pack, report)
}
