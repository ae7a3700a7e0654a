import type { Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Bands } from '../proposal/confidence.ts'
import { figuresByKey, figuresByWeek, shareOf, trendOf } from './acceptance.ts'
import { conditionsText, rolesText, roleText } from './describe-line.ts'
import { roleOf } from './draft-line.ts'
import {
  countAccepted,
  countBands,
  countOverrides,
  countReasons,
  type QualityKey,
  type Span,
} from './quality-view.ts'
import { servicePath } from './send-order.ts'
import type { Duties } from './what-would-change.ts'

const DAY = 24 * 3_600_000
const SHOWN = 200
const TARGETS = 3

export function spanOf(clock: Clock, days: number, timezone: string): Span {
  const to = new Date(clock.now().getTime() + 1)
  return { from: new Date(to.getTime() - days * DAY), to, timezone }
}

/** What a code of the ledger is called; one that the pack has lost keeps its code. */
function labelOf({ pack, directory }: Duties, key: QualityKey, code: string): string {
  if (code === '') return key === 'line' ? '没有目录依据' : '没有建议'
  if (key === 'class') return servicePath(pack, code).join(' › ') || code
  if (key === 'unit') return directory.byCode(code)?.name ?? code
  const entry = pack.catalogue.find(({ line }) => line === code)
  if (!entry) return '已不在目录里'
  const conditions = conditionsText(entry)
  const service = servicePath(pack, entry.service_code).join(' › ')
  return `${service}${conditions === '' ? '' : `（${conditions}）`} → ${rolesText(entry.lead.split('|'))}`
}

/**
 * The honest figure behind 机器人派单: how many proposals went out unchanged, with its interval and trend, and what the bands of confidence
 * promised and kept. Recomputed from the ledger each time (promise 4).
 */
export async function loadAcceptance(db: Db, { bands: begin, ...span }: Span & { bands: Bands }) {
  const counts = await countAccepted(db, 'all', span)
  const weeks = figuresByWeek(counts)
  const n = weeks.reduce((sum, week) => sum + week.n, 0)
  const hits = weeks.reduce((sum, week) => sum + week.hits, 0)
  const bands = await countBands(db, { ...span, bands: begin })
  return {
    total: shareOf(hits, n),
    trend: trendOf(weeks),
    weeks,
    bands: (['high', 'middle', 'low'] as const).map((level) => {
      const row = bands.find(({ band }) => band === level)
      const from = level === 'low' ? 0 : begin[level]
      return {
        level,
        from,
        promised: row?.promised ?? null,
        ...shareOf(row?.hits ?? 0, row?.n ?? 0),
      }
    }),
  }
}

/** The role of a unit's code, as a line of the catalogue would name it; each is looked up once. */
function rolesOf(duties: Duties): (code: string) => string {
  const known = new Map<string, string>()
  return (code) => {
    const unit = duties.directory.byCode(code)
    const role = known.get(code) ?? (unit ? roleOf(unit, duties) : code)
    known.set(code, role)
    return role
  }
}

export interface OverrideTarget {
  /** Of the one unit, or the role that several share. */
  code: string
  name: string
  n: number
}

/** Where overridden orders went, most first: the bureaus of several districts are one answer, since one line could name them. */
export function groupTargets(
  targets: readonly { unit: string; name: string; n: number }[],
  roleIn: (code: string) => string,
): OverrideTarget[] {
  const groups = new Map<string, OverrideTarget>()
  for (const { unit, name, n } of targets) {
    const role = roleIn(unit)
    const group = groups.get(role)
    if (!group) groups.set(role, { code: unit, name, n })
    else groups.set(role, { code: role, name: roleText(role), n: group.n + n })
  }
  return [...groups.values()].sort((a, b) => b.n - a.n)
}

/** Acceptance by class, unit or catalogue line, with where the overridden orders went and why. */
export async function loadByKey(
  db: Db,
  duties: Duties,
  { key, span }: { key: QualityKey; span: Span },
) {
  const figures = figuresByKey(await countAccepted(db, key, span))
  const overrides = await countOverrides(db, key, span)
  const reasons = await countReasons(db, key, span)
  const roleIn = key === 'unit' ? (code: string) => code : rolesOf(duties)
  const rows = figures.map((row) => {
    const targets = overrides.filter((o) => o.key === row.key)
    return {
      ...row,
      label: labelOf(duties, key, row.key),
      overridden: targets.reduce((sum, { n }) => sum + n, 0),
      targets: groupTargets(targets, roleIn).slice(0, TARGETS),
      reasons: reasons
        .filter((r) => r.key === row.key)
        .slice(0, TARGETS)
        .map(({ reason, n }) => ({ reason: reason ?? '', n })),
    }
  })
  return rows.sort((a, b) => b.overridden - a.overridden || b.n - a.n).slice(0, SHOWN)
}
