import type { Pack } from '../../db/packs/pack.ts'
import { type OrderText, trainClassModel } from '../classifier/class-model.ts'
import type { ClassModel } from '../classifier/class-model-file.ts'
import { createClassifier } from '../classifier/create-classifier.ts'
import type { Vectoriser } from '../classifier/features.ts'
import { placeOf } from '../proposal/create-proposer.ts'
import { createEngine, type Engine } from '../proposal/engine.ts'
import { weighDemand } from '../proposal/understand-demand.ts'
import type { WeighedDemand } from '../proposal/understanding.ts'
import type { TriageResult } from '../triage/triage.ts'
import { chooseFusion, type ExaminedOrder } from './choose-fusion.ts'
import { candidatesOf } from './hear-history.ts'
import { catalogueAlone, type LeadModel } from './lead-model.ts'
import { leadHashOf } from './lead-roles.ts'
import { countHabits } from './line-habits.ts'
import { type LeadRow, leadRows, lineOf, withoutTwins } from './order-rows.ts'
import { trainTextVoice, warmVoice } from './text-voice.ts'

/** Under so many confirmed orders the catalogue speaks alone (learning curve in docs/accuracy.md). */
export const LEAST_ORDERS = 150

/** The newest of the orders examine: as many as this share, and no more than are needed to be sure. */
const HELD = { share: 0.2, most: 1_000 }

/**
 * Learns who leads (R12) from confirmed orders: by catalogue line and by words. How much either may say beside the catalogue, and what
 * the confidence is worth, is chosen on the newest orders, which taught nothing by then; after that all orders teach. Null where there
 * are too few. Deterministic.
 */
export async function trainLeadModel(
  pack: Pack,
  orders: readonly OrderText[],
  final: ClassModel,
): Promise<LeadModel | null> {
  if (orders.filter(({ lead }) => lead !== undefined).length < LEAST_ORDERS) return null
  const engine = await createEngine(pack, { trained: final })
  const rows = leadRows(engine, orders)
  if (rows.length < LEAST_ORDERS) return null
  const examined = examine(engine, rows, final.vectoriser)
  const { verdict, ...fusion } = chooseFusion(examined.orders)
  const voices = learnVoices(engine, rows, final.vectoriser)
  const text = voices.text && { ...voices.text, temperature: examined.temperature }
  return {
    leadHash: leadHashOf(pack),
    ...fusion,
    habits: voices.habits,
    text,
    verdict: { ...verdict, orders: rows.length, roles: new Set(rows.map((r) => r.role)).size },
  }
}

function learnVoices(
  engine: Engine,
  rows: readonly LeadRow[],
  vectoriser: Vectoriser,
): Pick<LeadModel, 'habits' | 'text'> {
  const habits = countHabits(
    rows.flatMap((row) => {
      const line = lineOf(engine, row)
      return line === null ? [] : [{ line, role: row.role }]
    }),
  )
  const text = trainTextVoice({
    vectors: rows.map(({ matter }) => vectoriser.vectorise(matter)),
    roles: rows.map(({ role }) => role),
    vectoriser,
  })
  return { habits, text }
}

/** What classes and voices of the older orders say of the newest. */
function examine(
  whole: Engine,
  rows: readonly LeadRow[],
  { vectorise }: Vectoriser,
): { orders: ExaminedOrder[]; temperature: number } {
  const cut = rows.length - Math.min(HELD.most, Math.round(rows.length * HELD.share))
  const held = rows.slice(cut)
  const { pack } = whole
  const rest = withoutTwins(rows.slice(0, cut), held, vectorise)
  const older = trainClassModel(
    pack,
    rest.map(({ order }) => order),
  )
  const engine = { ...whole, classifier: createClassifier(pack, undefined, older) }
  const { vectoriser } = older
  const voices = learnVoices(engine, rest, vectoriser)
  const heard = held.map(({ matter, role }) => ({ vector: vectoriser.vectorise(matter), role }))
  const text = voices.text && warmVoice(voices.text, heard)
  const model = { ...blank, habits: voices.habits, text }
  const lead = { model, vectoriser }
  const orders = held.map((row) => {
    const weighed = weighDemand(engine, demandOf(engine, row))
    return examinedOrder(row, weighed, candidatesOf({ lead, directory: engine.directory }, weighed))
  })
  return { orders, temperature: text?.temperature ?? 1 }
}

const nothing = { right: 0, loss: 0, ece: 0 }
const blank = {
  leadHash: '',
  weights: catalogueAlone,
  curve: null,
  verdict: { orders: 0, roles: 0, held: 0, before: nothing, after: nothing },
}

const noSpecialCase: TriageResult = {
  outcome: null,
  article: null,
  number: null,
  details: {},
  evidence: [],
}

/** The order as it would come in today: its place is read from its words, because errors of places are errors of leads. */
function demandOf(engine: Engine, { order, lead, own }: LeadRow) {
  const known = lead.address === '' ? {} : { address: lead.address }
  return {
    original: order.text,
    own,
    place: placeOf(engine, own, known),
    known: { ...known, kind: lead.kind },
    at: lead.at,
    triage: noSpecialCase,
  }
}

function examinedOrder(
  { lead, matter }: LeadRow,
  weighed: WeighedDemand,
  candidates: ExaminedOrder['candidates'],
): ExaminedOrder {
  return {
    candidates,
    truth: lead.unit,
    group: `${lead.subdistrict}\t${matter}`,
    classP: weighed.classes.candidates[0]?.p ?? 0,
    isPlaceOpen: weighed.input.place.ambiguous,
  }
}
