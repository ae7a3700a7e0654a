import { escapeXml } from './escape.ts'
import { formatFigure } from './metric-texts.ts'
import type { Report } from './report-format.ts'

/** JUnit XML for CI: one test a gate, one a suite that was asked for and could not run. */
export function renderJunit(report: Report): string {
  const gates = report.gates.map((gate) => {
    const name = escapeXml(gate.name)
    return gate.ok
      ? `<testcase classname="evals.gates" name="${name}"/>`
      : `<testcase classname="evals.gates" name="${name}"><failure message="${escapeXml(gate.detail)}"/></testcase>`
  })
  const suites = report.suites.map((suite) => {
    const lines = Object.entries(suite.metrics).map(([m, f]) => `${m} ${formatFigure(m, f)}`)
    return `<testcase classname="evals.suites" name="${escapeXml(suite.name)}"><system-out>${escapeXml(lines.join('\n'))}</system-out></testcase>`
  })
  const skipped = report.skipped.map(
    (s) =>
      `<testcase classname="evals.suites" name="${escapeXml(s.name)}"><skipped message="${escapeXml(s.reason)}"/></testcase>`,
  )
  const failures = report.gates.filter((gate) => !gate.ok).length
  const all = [...gates, ...suites, ...skipped]
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="jiesu evals" tests="${all.length}" failures="${failures}" skipped="${skipped.length}" time="${report.run.wall_seconds.toFixed(1)}">${all.join('\n')}</testsuite></testsuites>
`
}
