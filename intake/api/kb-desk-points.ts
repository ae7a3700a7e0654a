import type { Pack } from '../../db/packs/pack.ts'
import type { DeskPoint } from '../protocol/kb-use-api.ts'

const MOST = 30

/**
 * Service points for an editor (pure): those of the codes that are chosen already, or those whose name, kind, address or code has
 * every word that was typed.
 */
export function findDeskPoints(
  { service_points }: Pick<Pack, 'service_points'>,
  { q, codes }: { q: string; codes: string },
): DeskPoint[] {
  const wanted = new Set(codes.split(',').filter((code) => code !== ''))
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = service_points.filter(({ code, name, kind, address }) => {
    if (wanted.size > 0) return wanted.has(code)
    const text = `${name} ${kind} ${address} ${code}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const shown = wanted.size > 0 ? found : found.slice(0, MOST)
  return shown.map(({ code, name, kind, address }) => ({ code, name, kind, address }))
}
