import { performance } from 'node:perf_hooks'
import type { Pack } from '../../db/packs/pack.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { trainNaturalBaseline } from './natural-baseline.ts'
import { processorMs } from './spent-time.ts'
import { summarise, type Timings } from './timings.ts'

export interface ProposeBench {
  propose: Timings
  perSecond: number
  /** Processor time of this process for one proposal, in milliseconds. */
  processorMs: number
  baseline: Timings
  baselineProcessorMs: number
  /** Median proposal over median classification by the baseline, both in this run. */
  ratio: number
  /** The same of the processor time, which other work on the machine moves less. */
  processorRatio: number
  /** What the proposals waited for, by name. */
  parts: Record<string, Timings>
}

/** One part of a proposal whose time is noted beside it. */
export interface NotedPart {
  name: string
  take(): number
}

const ROUNDS = 300
const WARM = 20
const BASELINE_TEXTS = 60

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
  parts?: readonly NotedPart[]
}

/** Proposes for other words than those that are timed: a warm engine, and no vector that is known already. */
export async function warmUp(propose: Propose, texts: readonly string[]): Promise<void> {
  for (const text of texts.slice(0, WARM))
    await propose({ channel: 'chat', text: `您好，${text}`, at: new Date() })
}

/** Times whole proposals one after another, beside a fixed baseline on the same machine in the same run. */
export async function timeProposals(run: ProposeRun): Promise<ProposeBench> {
  const { pack, propose, texts, parts = [] } = run
  await warmUp(propose, texts)
  for (const part of parts) part.take()
  const durations: number[] = []
  const noted = parts.map(({ name }) => ({ name, of: [] as number[] }))
  const [started, used] = [performance.now(), processorMs()]
  for (const text of texts) {
    const before = performance.now()
    await propose({ channel: 'chat', text, at: new Date() })
    durations.push(performance.now() - before)
    for (const [at, part] of parts.entries()) noted[at]?.of.push(part.take())
  }
  const seconds = (performance.now() - started) / 1000
  const cost = (processorMs() - used) / texts.length
  const base = await timeBaseline(pack, texts)
  const whole = summarise(durations)
  return {
    propose: whole,
    perSecond: Math.round(texts.length / seconds),
    processorMs: round(cost),
    baseline: base.timings,
    baselineProcessorMs: round(base.cost),
    ratio: round(whole.p50 / base.timings.p50),
    processorRatio: round(cost / base.cost),
    parts: Object.fromEntries(noted.map(({ name, of }) => [name, summarise(of)])),
  }
}

const round = (value: number) => Math.round(value * 100) / 100

async function timeBaseline(
  pack: Pack,
  texts: readonly string[],
): Promise<{ timings: Timings; cost: number }> {
  const classify = await trainNaturalBaseline(pack.examples)
  const some = texts.slice(0, BASELINE_TEXTS)
  const used = processorMs()
  const durations = some.map((text) => {
    const before = performance.now()
    classify(text)
    return performance.now() - before
  })
  return { timings: summarise(durations), cost: (processorMs() - used) / some.length }
}

/** The usual run: sentences of usual length, nothing but the pack behind them. */
export function benchPropose(pack: Pack, propose: Propose): Promise<ProposeBench> {
  return timeProposals({ pack, propose, texts: proposeTexts(pack) })
}
