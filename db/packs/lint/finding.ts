import type { RowPositions } from '../pack-problems.ts'

/** One thing that lint says. An error stops an import; a warning is for a person to look at. */
export interface Finding {
  severity: 'error' | 'warning'
  /** Stable name of the check, for example `catalogue.contradiction`. */
  check: string
  file: string
  line: number
  text: string
}

export type Report = (
  check: string,
  row: object | null,
  text: string,
  severity?: Finding['severity'],
) => void

/** Collects findings and knows where each row stands. */
export function createReport(positions: RowPositions): { report: Report; findings: Finding[] } {
  const findings: Finding[] = []
  return {
    findings,
    report: (check, row, text, severity = 'error') => {
      const at = (row && positions.get(row)) || { file: '', line: 0 }
      findings.push({ severity, check, text, ...at })
    },
  }
}
