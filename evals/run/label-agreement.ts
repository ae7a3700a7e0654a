import type { Gold, RequestCase, SecondLabel } from '../cases/case-formats.ts'
import { cohenKappa } from '../metrics/agreement.ts'
import type { Report } from '../report/report-format.ts'

type Labels = { [K in keyof Gold]?: Gold[K] | undefined }

const fields: Record<string, (gold: Labels) => string | null | undefined> = {
  triage: (gold) => gold.triage?.[0],
  kind: (gold) => gold.kind?.[0],
  first_level: (gold) => gold.service_codes?.[0]?.slice(0, 2),
  service_code: (gold) => gold.service_codes?.[0],
  lead: (gold) => gold.lead?.[0],
  mode: (gold) => gold.mode?.[0],
  deadline: (gold) => gold.deadline?.[0],
}

/** Cohen's kappa of the preferred answers of two people who did not see each other's labels. */
export function labelAgreement({
  first: cases,
  second,
}: {
  first: readonly RequestCase[]
  second: readonly SecondLabel[]
}): Report['agreement'] {
  const first = new Map(cases.map((c) => [c.id, c.gold]))
  return Object.entries(fields).flatMap(([field, of]) => {
    const pairs = second.flatMap(({ id, gold }): [string, string][] => {
      const one = first.get(id)
      const a = one && of(one)
      const b = of(gold)
      return a === undefined || b === undefined ? [] : [[a ?? '—', b ?? '—']]
    })
    return pairs.length === 0 ? [] : [{ field, n: pairs.length, kappa: cohenKappa(pairs) }]
  })
}
