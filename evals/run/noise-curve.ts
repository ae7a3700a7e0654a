import type { RequestCase } from '../cases/case-formats.ts'
import type { MakeNoise, NoiseSetting } from '../noise/make-noise.ts'
import { noiseKinds, wholeTextKinds } from '../noise/make-noise.ts'
import type { NoisePoint } from '../report/report-format.ts'
import { judgeRequests } from './judge-answers.ts'
import { proposeAll, type SuiteRun } from './run-suites.ts'
import { requestSuites } from './suite-list.ts'

/** Shares of characters that are touched: a clean keyboard, a bad line, a very bad line. */
const rates = [0.05, 0.1, 0.2]

async function pointsOf(
  run: SuiteRun,
  { cases, setting, seed }: { cases: readonly RequestCase[]; setting: NoiseSetting; seed: number },
): Promise<NoisePoint[]> {
  const { kind: noise, rate } = setting
  const answers = await proposeAll(cases, run, `propose/${noise}@${rate}`)
  const wanted = requestSuites.filter((suite) => run.suites.includes(suite.name))
  return wanted.flatMap((suite): NoisePoint[] => {
    const judged = judgeRequests(suite, cases, {
      answers,
      context: run.judge,
      slicesOf: () => ({}),
    })
    const scored = judged.filter((r) => r.right !== null)
    const figure = suite.measure(scored, { seed, threshold: null })[suite.headline]
    return figure
      ? [{ noise, rate, suite: suite.name, metric: suite.headline, n: scored.length, figure }]
      : []
  })
}

/** The curve of accuracy against noise: every kind at every rate, over the same requests. */
export async function noiseCurve(
  run: SuiteRun,
  { makeNoise, seed }: { makeNoise: MakeNoise; seed: number },
): Promise<NoisePoint[]> {
  const { requests } = run.dataset
  const clean = { kind: 'none', rate: 0 }
  const points = await pointsOf(run, { cases: requests, setting: clean, seed })
  for (const kind of noiseKinds) {
    for (const rate of wholeTextKinds.includes(kind) ? [1] : rates) {
      const setting = { kind, rate }
      const cases = requests.map((c) => makeNoise(c, setting))
      points.push(...(await pointsOf(run, { cases, setting, seed })))
    }
  }
  return points
}
