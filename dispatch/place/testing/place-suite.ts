import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { citizenWords } from '../../triage/citizen-words.ts'
import type { PlaceIndex } from '../place-index.ts'
import { resolvePlace } from '../resolve-place.ts'

/**
 * A hand-written case. An absent key is not judged, `null` says that the words do not tell; `candidates` are streets
 * that must be offered. `blind` cases were written before their author had seen the resolver or the pack.
 */
const placeCase = z.strictObject({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  channel: z.literal('call').optional(),
  district: z.string().nullable(),
  subdistrict: z.string().nullable().optional(),
  community: z.string().nullable().optional(),
  ambiguous: z.boolean().optional(),
  candidates: z.array(z.string()).optional(),
  blind: z.boolean(),
  why: z.string(),
})
export type PlaceCase = z.infer<typeof placeCase>

/** Reads the suite beside this file; a line that is no case stops the run. */
export function readPlaceCases(): PlaceCase[] {
  return readFileSync(fileURLToPath(new URL('./place-cases.jsonl', import.meta.url)), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => placeCase.parse(JSON.parse(line)))
}

/** What is wrong with the answer to one case, in words; empty when it is right. */
export function judgePlaceCase(index: PlaceIndex, wanted: PlaceCase): string[] {
  const place = resolvePlace(index, citizenWords(wanted.text, wanted.channel ?? 'chat'))
  const faults: string[] = []
  for (const key of ['district', 'subdistrict', 'community', 'ambiguous'] as const) {
    const value = wanted[key]
    if (value !== undefined && place[key] !== value)
      faults.push(`${key}: ${String(place[key])}, not ${String(value)}`)
  }
  for (const street of wanted.candidates ?? [])
    if (!place.candidates.some(({ subdistrict }) => subdistrict === street))
      faults.push(`not offered: ${street}`)
  return faults
}

/** Cases and right answers of one kind. */
export interface KindFigure {
  right: number
  all: number
}

/** Counts by kind, in the order of the suite; `全部` is the sum, `blind` and `aimed` its two parts. */
export function countByKind(
  judged: readonly { wanted: PlaceCase; faults: readonly string[] }[],
): Map<string, KindFigure> {
  const figures = new Map<string, KindFigure>()
  for (const { wanted, faults } of judged)
    for (const name of [wanted.kind, wanted.blind ? 'blind' : 'aimed', 'all']) {
      const figure = figures.get(name) ?? { right: 0, all: 0 }
      figures.set(name, {
        right: figure.right + (faults.length === 0 ? 1 : 0),
        all: figure.all + 1,
      })
    }
  return figures
}
