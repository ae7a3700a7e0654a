import type { Jurisdiction, ServicePoint } from '../../db/packs/pack.ts'
import { bigrams, unigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'
import { createBm25 } from '../search/bm25.ts'
import {
  distanceKm,
  type PointPosition,
  type Position,
  positionOf,
  toWgs84,
} from './map-position.ts'
import {
  type DayFacts,
  type DayHours,
  hoursOn,
  type LocalTime,
  type OpeningHours,
  type OpenState,
  openState,
  readOpeningHours,
} from './opening-hours.ts'

/** An empty field counts as absent. */
export interface PointQuery {
  /** Name, kind, service or street, in the citizen's words. */
  text?: string
  kind?: string
  /** An article's id, or the name of a service. */
  service?: string
  /** Written name of a district or street: 朝阳区, 朝阳区望京街道. */
  jurisdiction?: string
  /** WGS-84; the nearest come first. */
  near?: Position | null
  openNow?: boolean
  limit?: number
}

export interface FoundPoint {
  point: ServicePoint
  position: PointPosition | null
  /** Kilometres; null without `near` or without a position. */
  distance: number | null
  open: OpenState
}

export interface PointSearch {
  kinds: { kind: string; count: number }[]
  find(query: PointQuery, now: LocalTime): FoundPoint[]
  findOne(code: string, now: LocalTime, near?: Position | null): FoundPoint | null
  /** The times of a point on a date. */
  hoursOn(code: string, date: string): DayHours
  /** The centre of a district or street by its written name. */
  centreOf(jurisdiction: string): Position | null
}

interface Options {
  points: readonly ServicePoint[]
  jurisdictions: readonly Jurisdiction[]
  factsOf(date: string): DayFacts
}

interface Entry {
  point: ServicePoint
  position: PointPosition | null
  hours: OpeningHours
}

/** A word of the question must be found by this share of its pairs of characters: 图书馆 does not find 博物馆. */
const LEAST_SHARE = 0.5

/** Centres of districts and streets (written 朝阳区望京街道), in WGS-84. */
function centresOf(jurisdictions: readonly Jurisdiction[]): Map<string, Position> {
  const byCode = new Map(jurisdictions.map((row) => [row.code, row]))
  const centres = new Map<string, Position>()
  for (const row of jurisdictions) {
    if (row.lng === undefined || row.lat === undefined) continue
    const parent = byCode.get(row.parent)
    const prefix = parent && parent.kind !== 'city' ? parent.name : ''
    // The pack's centre points are GCJ-02, as public maps of the country print them.
    centres.set(prefix + row.name, toWgs84({ lng: row.lng, lat: row.lat }, 'GCJ02'))
  }
  return centres
}

function tokensOf(text: string): string[] {
  const plain = normaliseText(text)
  const pairs = bigrams(plain)
  return pairs.length > 0 ? pairs : unigrams(plain)
}

const wordsOf = ({ name, kind, services, address, jurisdiction, owner }: ServicePoint) =>
  [name, kind, ...services, address, jurisdiction, owner].join(' ')

function byWords(entries: readonly Entry[]) {
  const tokens = entries.map(({ point }) => tokensOf(wordsOf(point)))
  const index = createBm25(tokens)
  const sets = tokens.map((list) => new Set(list))
  return (text: string): (number | null)[] => {
    const asked = [...new Set(tokensOf(text))]
    const scores = index.score(asked)
    return entries.map((_, i) => {
      const share = asked.filter((token) => sets[i]?.has(token)).length / (asked.length || 1)
      return share >= LEAST_SHARE ? (scores[i] ?? 0) : null
    })
  }
}

function fits({ point }: Entry, { kind, service, jurisdiction }: PointQuery): boolean {
  if (kind && point.kind !== kind) return false
  if (service && !point.services.includes(service)) return false
  return !jurisdiction || point.jurisdiction.startsWith(jurisdiction)
}

/** Nearest first where a position was given (points without one last), else the best words, else the pack's order. */
function compare(a: FoundPoint & { score: number }, b: FoundPoint & { score: number }): number {
  const far = (found: FoundPoint) => found.distance ?? Number.POSITIVE_INFINITY
  const nearer = far(a) === far(b) ? 0 : far(a) - far(b)
  return nearer || b.score - a.score
}

/** The service points of the city (R31, 12345服务导图): by words, kind, service, area, distance and hours. In memory. */
export function createPointSearch({ points, jurisdictions, factsOf }: Options): PointSearch {
  const centres = centresOf(jurisdictions)
  const entries = points.map((point) => ({
    point,
    position: positionOf(point, centres),
    hours: readOpeningHours(point.hours),
  }))
  const score = byWords(entries)
  const describe = (entry: Entry, now: LocalTime, near?: Position | null): FoundPoint => ({
    point: entry.point,
    position: entry.position,
    distance: near && entry.position ? distanceKm(near, entry.position) : null,
    open: openState(entry.hours, now, factsOf),
  })
  return {
    kinds: countKinds(points),
    centreOf: (jurisdiction) => centres.get(jurisdiction) ?? null,
    hoursOn: (code, date) => {
      const entry = entries.find(({ point }) => point.code === code)
      return entry ? hoursOn(entry.hours, date, factsOf) : null
    },
    findOne: (code, now, near) => {
      const entry = entries.find(({ point }) => point.code === code)
      return entry ? describe(entry, now, near) : null
    },
    find: (query, now) => {
      const text = query.text?.trim() ?? ''
      const scores = text === '' ? null : score(text)
      return entries
        .map((entry, i) => ({ entry, score: scores ? (scores[i] ?? null) : 0 }))
        .filter(({ entry, score }) => score !== null && fits(entry, query))
        .map(({ entry, score }) => ({ ...describe(entry, now, query.near), score: score ?? 0 }))
        .filter(({ open }) => query.openNow !== true || open.state === 'open')
        .sort(compare)
        .slice(0, query.limit ?? 50)
        .map(({ score: _, ...found }) => found)
    },
  }
}

function countKinds(points: Options['points']) {
  const counts = new Map<string, number>()
  for (const { kind } of points) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return Array.from(counts, ([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count)
}
