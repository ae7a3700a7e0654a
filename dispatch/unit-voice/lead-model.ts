import type { LeadCurve } from '../proposal/lead-curve.ts'

/** Weight of each source in the logarithm of a lead's share; the catalogue alone is `{ catalogue: 1, habit: 0, text: 0 }`. */
export interface LeadWeights {
  catalogue: number
  /** How the orders under the same catalogue line went. */
  habit: number
  /** What the words say. */
  text: number
}

export const catalogueAlone: LeadWeights = { catalogue: 1, habit: 0, text: 0 }

/** A linear model over the class model's hashed grams; one row of weights a role. It holds no words. */
export interface TextVoice {
  roles: readonly string[]
  temperature: number
  /** Share of orders whose role is too rare to be learnt: so much is left to the catalogue. */
  unseen: number
  /** Hashed column → own column. */
  columns: ReadonlyMap<number, number>
  /** Column by column, at the end the constants. */
  weights: Float32Array
}

/** What the held-out orders said, each figure cross-fitted in two halves. */
export interface LeadVerdict {
  /** Confirmed orders whose lead has a role here. */
  orders: number
  roles: number
  held: number
  before: LeadFigures
  after: LeadFigures
}

export interface LeadFigures {
  /** Share of held-out orders whose lead came first. */
  right: number
  /** Mean log loss of the lead. */
  loss: number
  /** Expected calibration error of the confidence, ten equal bins. */
  ece: number
}

/** What a city's confirmed orders teach about leads (R12), part of the versioned artefact. */
export interface LeadModel {
  /** `leadHashOf` of the pack: beside another catalogue it has no voice. */
  leadHash: string
  weights: LeadWeights
  /** Orders by catalogue line and role. */
  habits: ReadonlyMap<string, ReadonlyMap<string, number>>
  text: TextVoice | null
  /** Null: too few held-out orders, the pack's own curve holds. */
  curve: LeadCurve | null
  verdict: LeadVerdict
}

/** Whether history has any say in the order of leads. */
export function hasVoice({ weights }: Pick<LeadModel, 'weights'>): boolean {
  return weights.habit > 0 || weights.text > 0
}
