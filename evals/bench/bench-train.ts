import { performance } from 'node:perf_hooks'
import type { Pack } from '../../db/packs/pack.ts'
import { fitHistory } from '../../dispatch/classifier/fit-history.ts'
import type { LabelledText } from '../../dispatch/classifier/history-voices.ts'
import { trainModel } from '../../dispatch/model/train-model.ts'
import { simulateCity } from '../fit/city-that-differs.ts'

export interface TrainBench extends Spent {
  orders: number
  units: number
}

interface Spent {
  seconds: number
  /** Processor time: what the wall clock would say on an idle machine. */
  cpuSeconds: number
  /** Peak of the whole process, pack and program included. */
  peakMiB: number
}

const DEV_SHARE = 0.15

/** So many texts of as many labels: the pack's sentences, each told again with another place, number and ending. */
function historyOf(pack: Pack, orders: number, units: number): LabelledText[] {
  const { examples, jurisdictions } = pack
  const codes = [...new Set(examples.map((e) => e.service_code.slice(0, 4)))]
  const unitOf = new Map(codes.map((code, at) => [code, `unit-${at % units}`]))
  return Array.from({ length: orders }, (_, at) => {
    const example = examples[(at * 7919) % examples.length]
    const area = jurisdictions[(at * 104_729) % jurisdictions.length]
    const code = example?.service_code.slice(0, 4) ?? ''
    return {
      text: `${area?.name ?? ''}${at % 97}号，${example?.text ?? ''}，已反映${at % 5}次，请尽快处理`,
      label: unitOf.get(code) ?? 'unit-0',
    }
  })
}

/** Times one training on a city's history with everything that is chosen on the way, without a sentence model. */
export async function benchTrain(
  pack: Pack,
  { orders, units }: { orders: number; units: number },
): Promise<TrainBench> {
  const rows = historyOf(pack, orders, units)
  const cut = Math.round(rows.length * (1 - DEV_SHARE))
  const { made: model, ...spent } = await timed(() =>
    fitHistory({ train: rows.slice(0, cut), dev: rows.slice(cut), embedder: null, seed: 1 }),
  )
  return { orders, units: model.labels.length, ...spent }
}

/** Times what `jiesu model train` does before the gates: classes and leads from so many orders of a simulated city. */
export async function benchTrainModel(pack: Pack, orders: number): Promise<TrainBench> {
  const city = simulateCity(pack, { switched: 0.2, noise: 0.03, tests: 0, seed: 1 })
  const history = city.history(orders)
  const { made, ...spent } = await timed(() => trainModel(city.pack, history))
  return { orders: history.length, units: made.lead?.verdict.roles ?? 0, ...spent }
}

async function timed<T>(run: () => Promise<T>): Promise<Spent & { made: T }> {
  const started = performance.now()
  const before = process.cpuUsage()
  const made = await run()
  const used = process.cpuUsage(before)
  return {
    made,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    cpuSeconds: Math.round((used.user + used.system) / 1e5) / 10,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}
