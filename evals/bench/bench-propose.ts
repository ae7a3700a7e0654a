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
  /** Of each proposal, in milliseconds. */
  durations: number[]
}

const ROUNDS = 300
const WARM = 20

/**
 * The pack's own sentences with a changed ending, because they are training text and their vectors are cached; with `length`
 * they are joined and cut to that many characters.
 */
export function proposeTexts(pack: Pack, length?: number): string[] {
  const step = Math.max(1, Math.floor(pack.examples.length / ROUNDS))
  const text = (at: number) => pack.examples[at % pack.examples.length]?.text ?? ''
  return pack.examples.flatMap((_, i) => {
    if (i % step !== 0) return []
    const ending = '，已经好几天了，请尽快处理'
    if (length === undefined) return [`${text(i)}${ending}`]
    let long = text(i)
    for (let k = 1; long.length < length; k += 1) long = `${long}${text(i + k * 7)}`
    return [`${long.slice(0, length - ending.length)}${ending}`]
  })
}

export interface ProposeRun {
  pack: Pack
  propose: Propose
  texts: readonly string[]
  onWarm?: (() => void) | undefined
  onProposal?: (() => void) | undefined
}

/** Times whole proposals, beside a fixed baseline on the same machine in the same run. */
export async function timeProposals(run: ProposeRun): Promise<ProposeBench> {
  const { pack, propose, texts } = run
  const one = (text: string) => propose({ channel: 'chat', text, at: new Date() })
  // Other words than those that are timed: a warm engine, and no vector that is known already.
  for (const text of texts.slice(0, WARM)) await one(`您好，${text}`)
  run.onWarm?.()
  const durations: number[] = []
  const started = performance.now()
  for (const text of texts) {
    const before = performance.now()
    await one(text)
    durations.push(performance.now() - before)
    run.onProposal?.()
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
    durations,
  }
}

/** The usual run: sentences of usual length, nothing but the pack behind them. */
export function benchPropose(pack: Pack, propose: Propose): Promise<ProposeBench> {
  return timeProposals({ pack, propose, texts: proposeTexts(pack) })
}
