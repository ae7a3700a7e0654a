import type { CaseResult } from '../report/report-format.ts'

const hidden = '（保留例，不显示）'

/**
 * Held-back cases are figures and nothing else: whoever tunes rules must not read them by accident, so neither their words nor
 * what was wrong about them is written anywhere.
 */
export function hideHoldout(
  results: readonly CaseResult[],
  isHeldBack: (id: string) => boolean,
): CaseResult[] {
  return results.map((result) =>
    isHeldBack(result.id)
      ? { ...result, text: hidden, reason: '', evidence: [], nearest: [] }
      : result,
  )
}
