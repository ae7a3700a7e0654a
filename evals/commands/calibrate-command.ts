import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { applyPlatt, fitPlatt } from '../../dispatch/classifier/platt.ts'
import { environment } from '../../intake/commands/environment.ts'
import {
  atThreshold,
  expectedCalibrationError,
  type Sure,
  thresholdFor,
} from '../metrics/calibration.ts'
import { openStoredRun } from '../run/stored-runs.ts'
import { toSure } from '../suites/figures.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const precisions = [0.9, 0.95, 0.98]

/** Each half is calibrated by the curve that the other half fitted: what a curve fitted on its own cases shows is hope. */
function crossFitted(cases: readonly Sure[]): Sure[] {
  const halves = [0, 1].map((half) => cases.filter((_, i) => i % 2 === half))
  return halves.flatMap((own, half) => {
    const scale = fitPlatt(halves[1 - half] ?? [])
    return own.map((c) => ({ p: applyPlatt(scale, c.p), right: c.right }))
  })
}

function calibrate(cases: readonly Sure[]) {
  return {
    n: cases.length,
    ece: expectedCalibrationError(cases),
    ece_after: expectedCalibrationError(crossFitted(cases)),
    platt: fitPlatt(cases),
    thresholds: precisions.map((precision) => {
      const threshold = thresholdFor(cases, precision)
      return { precision, threshold, coverage: atThreshold(cases, threshold).coverage }
    }),
  }
}

/**
 * `jiesu evals calibrate [RUN] [--out FILE]`: how honest the confidence of a run is, the curve that would correct it, and from which
 * confidence on it reaches a required precision. It changes nothing: what to do with it is a decision.
 */
export async function runCalibrate(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    strict: true,
    allowPositionals: true,
    options: { out: { type: 'string' } },
  })
  const { dataDir } = loadConfig(environment())
  const { report, results } = await openStoredRun(positionals[0] ?? 'last', dataDir)
  const found = report.suites.flatMap((suite) => {
    const cases = toSure(results.filter((r) => r.suite === suite.name))
    return cases.length === 0 ? [] : [{ suite: suite.name, ...calibrate(cases) }]
  })
  say(`${report.run.id} · ${report.run.embedder} · ${report.run.split}`)
  for (const { suite, n, ece, ece_after, platt, thresholds } of found) {
    say(
      `\n${suite} n=${n}  ECE ${ece.toFixed(3)}，校准后（交叉）${ece_after.toFixed(3)}，曲线 a=${platt.a.toFixed(3)} b=${platt.b.toFixed(3)}`,
    )
    for (const t of thresholds) {
      const reached = Number.isFinite(t.threshold)
      say(
        reached
          ? `  精确率 ${t.precision}：把握 ≥ ${t.threshold.toFixed(3)}，覆盖 ${(t.coverage * 100).toFixed(1)}%`
          : `  精确率 ${t.precision}：达不到`,
      )
    }
  }
  if (values.out)
    await writeFile(values.out, `${JSON.stringify({ run: report.run, suites: found }, null, 1)}\n`)
  return 0
}
