import { describeLead } from '../../dispatch/model/describe-lead.ts'
import { trainModel } from '../../dispatch/model/train-model.ts'
import { createProposer, type Proposer } from '../../dispatch/proposal/create-proposer.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { expectedCalibrationError } from '../metrics/calibration.ts'
import type { SimulatedCity, SimulatedOrder } from './city-that-differs.ts'

export interface LeadFigures {
  /** Share of orders whose lead came first: all, those under lines that the city reads otherwise, the others. */
  all: number
  differing: number
  others: number
  ece: number
  /** Share that the system is sure of, and how much of that is right. */
  sure: number
  sureRight: number
}

export interface LearntPoint {
  orders: number
  alone: LeadFigures
  learnt: LeadFigures
  /** What the training itself said. */
  verdict: string
  seconds: number
}

/** What a history of so many orders is worth: the same classes, with the catalogue alone and with what was learnt of leads. */
export async function learnLeads(
  city: SimulatedCity,
  { orders, embedder, cacheDir }: { orders: number; embedder: Embedder | null; cacheDir: string },
): Promise<LearntPoint> {
  const started = performance.now()
  const model = await trainModel(city.pack, city.history(orders))
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const measure = async (trained: typeof model) => {
    const propose = await createProposer({ pack: city.pack, embedder, trained, cacheDir })
    await propose.ready
    return await judge(propose, city.tests)
  }
  return {
    orders,
    alone: await measure({ ...model, lead: null }),
    learnt: await measure(model),
    verdict: describeLead(model.lead),
    seconds,
  }
}

async function judge(propose: Proposer, tests: readonly SimulatedOrder[]): Promise<LeadFigures> {
  const judged: { p: number; right: boolean; differs: boolean; abstain: boolean }[] = []
  for (const { order, differs } of tests) {
    const { lead } = order
    if (!lead) continue
    const known = { kind: lead.kind }
    const found = await propose({ channel: lead.channel, text: order.text, at: lead.at, known })
    // What R11 answers otherwise is no question of the lead.
    const first = found.units.find(({ role }) => role === 'lead')
    if (!first) continue
    const { confidence: p, abstain } = found
    judged.push({ p, abstain, differs, right: first.code === lead.unit })
  }
  const share = (rows: readonly { right: boolean }[]) =>
    rows.filter(({ right }) => right).length / Math.max(1, rows.length)
  const sure = judged.filter(({ abstain }) => !abstain)
  return {
    all: share(judged),
    differing: share(judged.filter(({ differs }) => differs)),
    others: share(judged.filter(({ differs }) => !differs)),
    ece: expectedCalibrationError(judged, 10),
    sure: sure.length / Math.max(1, judged.length),
    sureRight: share(sure),
  }
}
