import { performance } from 'node:perf_hooks'
import type { Pack } from '../../db/packs/pack.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { trainNaturalBaseline } from './natural-baseline.ts'
import { summarise, type Timings } from './timings.ts'

export interface ProposeBench {
  propose: Timings
  perSecond: number
  baseline: Timings
  /** Median proposal over median classification by the baseline, both in this run. */
  ratio: number
}

const ROUNDS = 300

/** Times whole proposals on the pack's own sentences, beside a fixed baseline on the same machine in the same run. */
export async function benchPropose(pack: Pack, propose: Propose): Promise<ProposeBench> {
  const step = Math.max(1, Math.floor(pack.examples.length / ROUNDS))
  // The pack's sentences are training text and their vectors are cached: a changed ending makes them new.
  const texts = pack.examples
    .filter((_, i) => i % step === 0)
    .map((example) => `${example.text}，已经好几天了，请尽快处理`)
  for (const text of texts.slice(0, 20)) await propose({ channel: 'chat', text, at: new Date() })
  const durations: number[] = []
  const started = performance.now()
  for (const text of texts) {
    const before = performance.now()
    await propose({ channel: 'chat', text, at: new Date() })
    durations.push(performance.now() - before)
  }
  const seconds = (performance.now() - started) / 1000
  const classify = await trainNaturalBaseline(pack.examples)
  const baseline = texts.slice(0, 60).map((text) => {
    const before = performance.now()
    classify(text)
    return performance.now() - before
  })
  const summary = summarise(durations)
  const base = summarise(baseline)
  return {
    propose: summary,
    perSecond: Math.round(texts.length / seconds),
    baseline: base,
    ratio: Math.round((summary.p50 / base.p50) * 100) / 100,
  }
}
