import type { Gold } from '../cases/case-formats.ts'
import type { Figure } from '../metrics/figure.ts'
import type { CaseResult } from '../report/report-format.ts'
import { confidenceFigures, rankedFigures, share } from './figures.ts'
import { judgePart, type PartLine, unitsOf } from './judge-part.ts'
import { marks, type RequestSuite, shown } from './request-suite.ts'
import type { MeasureOptions } from './suite.ts'

function measure(results: readonly CaseResult[], options: MeasureOptions): Record<string, Figure> {
  const led = results.filter((r) => r.acceptable.length > 0)
  const shareOf = (name: string) =>
    share(
      results.filter((r) => r.values[name] !== undefined),
      (r) => r.values[name] === 1,
    )
  return {
    ...rankedFigures(led, options),
    preferred_top1: shareOf('preferred'),
    mode: shareOf('mode'),
    supporting: shareOf('supporting'),
    copies: shareOf('copies'),
    ...confidenceFigures(led, options),
  }
}

function preferred({ lead = [] }: Gold, found: PartLine): boolean | undefined {
  return lead.length === 0 ? undefined : unitsOf(found, 'lead')[0] === lead[0]
}

/** Leads in order where somebody receives it; else the mode stands for the answer. */
function candidates({ lead = [], mode }: Gold, found: PartLine) {
  if (lead.length === 0)
    return { truth: shown(mode), proposed: found.mode, acceptable: [], ranked: [] }
  const ranked = unitsOf(found, 'lead').slice(0, 5)
  return {
    truth: shown(lead[0]),
    proposed: shown(ranked[0]),
    acceptable: lead,
    ranked,
    p: found.confidence,
  }
}

/** Who handles it: lead, supporting units, copies and mode (R12, R14). Where nobody should get it, the mode decides. */
export const unitSuite: RequestSuite = {
  name: 'unit',
  zh: '承办单位与派单方式',
  headline: 'top1',
  about: ['unit', 'mode'],
  judge: ({ gold }, found) => {
    if (!gold.lead && !gold.mode) return null
    const verdicts = judgePart(found, gold)
    const { mode, supporting, copies } = verdicts
    const values = marks({ mode, supporting, copies, preferred: preferred(gold, found) })
    const reason = `方式 ${shown(gold.mode)}，建议 ${found.mode}；协办 ${shown(unitsOf(found, 'supporting'))}；抄送 ${shown(unitsOf(found, 'copy'))}`
    const right = verdicts.lead ?? mode ?? null
    return { right, values, reason, ...candidates(gold, found) }
  },
  measure,
}
