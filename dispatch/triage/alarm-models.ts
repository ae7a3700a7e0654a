import type { Pack } from '../../db/packs/pack.ts'
import { createVectoriser } from '../classifier/features.ts'
import { type LinearModel, trainOnVectors } from '../classifier/train-linear.ts'

/** Whether words sound an alarm, and which number they would have rung. */
export interface AlarmModels {
  alarm: LinearModel
  number: LinearModel
}

export interface AlarmExample {
  text: string
  /** Empty for what only sounds like an emergency, or does not at all. */
  number: string
  weight: number
}

export type AlarmPack = Pick<Pack, 'emergency_examples' | 'lexicons' | 'examples' | 'articles'>

/** What the net for emergencies learns from (R11-1); null where a pack has too few examples. */
export function alarmExamples(pack: AlarmPack): AlarmExample[] | null {
  const rules = pack.lexicons['emergency'] ?? []
  const ruleNumber = (value: unknown) => (value === undefined ? '110' : String(value))
  const examples = [
    ...pack.emergency_examples.map(({ text, number }) => ({ text, number, weight: 1 })),
    ...rules.flatMap(({ examples, near_misses, outcome }) => [
      ...examples.map((text) => ({ text, number: ruleNumber(outcome['number']), weight: 1 })),
      ...near_misses.map((text) => ({ text, number: '', weight: 1 })),
    ]),
    // Ordinary requests keep the net from crying wolf; there are many of them, so each weighs less.
    ...pack.examples.map(({ text }) => ({ text, number: '', weight: calmWeight(pack) })),
    ...pack.articles.flatMap(({ questions }) => questions.map(ordinary)),
    // Greetings, thanks, yes and no: the short turns of any talk.
    ...(pack.lexicons['smalltalk'] ?? []).flatMap(({ examples }) => examples.map(ordinary)),
  ]
  const alarming = examples.filter((e) => e.number !== '')
  return alarming.length < 50 || alarming.length === examples.length ? null : examples
}

const ordinary = (text: string): AlarmExample => ({ text, number: '', weight: 0.5 })

/** The more ordinary requests a pack has, the less each weighs: together they never outvote the alarms, nor move the margins. */
const calmWeight = ({ examples }: Pick<AlarmPack, 'examples'>) =>
  Math.min(0.3, CALM_MASS / Math.max(1, examples.length))

/** What all ordinary requests together weighed when the margins of `emergency-net.ts` were chosen. */
const CALM_MASS = 2700

/** Learns both models, over one vectoriser, in half a second. */
export function trainAlarms(examples: readonly AlarmExample[]): AlarmModels {
  const alarming = examples.filter((e) => e.number !== '')
  const vectoriser = createVectoriser(examples.map((e) => e.text))
  const shared = { vectoriser, calibration: { temperature: 1 } }
  const alarm = trainOnVectors({
    ...shared,
    vectors: examples.map((e) => vectoriser.vectorise(e.text)),
    labels: examples.map((e) => (e.number === '' ? 'ordinary' : 'alarm')),
    weights: examples.map((e) => e.weight),
  })
  const number = trainOnVectors({
    ...shared,
    vectors: alarming.map((e) => vectoriser.vectorise(e.text)),
    labels: alarming.map((e) => e.number),
  })
  return { alarm, number }
}
