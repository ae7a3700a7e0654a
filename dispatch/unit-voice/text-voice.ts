import type { SparseVector, Vectoriser } from '../classifier/features.ts'
import { fitTemperature, softmax } from '../classifier/temperature.ts'
import { trainOnVectors } from '../classifier/train-linear.ts'
import type { TextVoice } from './lead-model.ts'

/** A role of fewer orders is not learnt from words: the catalogue keeps it. */
const LEAST_OF_ROLE = 3
/** A gram of fewer orders is dropped: it proves nothing, and what a single citizen wrote is not kept. */
const LEAST_OF_GRAM = 3
const LEAST_UNSEEN = 0.02

export interface TextRows {
  vectors: readonly SparseVector[]
  roles: readonly string[]
  vectoriser: Vectoriser
}

/** Learns the role from the words; null where there are no two roles to tell apart. Deterministic. */
export function trainTextVoice({ vectors, roles, vectoriser }: TextRows): TextVoice | null {
  const counts = new Map<string, number>()
  for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1)
  const isKnown = (role: string) => (counts.get(role) ?? 0) >= LEAST_OF_ROLE
  const rows = roles.flatMap((role, row) => (isKnown(role) ? [row] : []))
  if (new Set(rows.map((row) => roles[row])).size < 2) return null
  const common = dropRareGrams(rows.flatMap((row) => vectors[row] ?? []))
  const model = trainOnVectors({
    vectors: common,
    labels: rows.map((row) => roles[row] ?? ''),
    vectoriser,
    c: 1,
    epochs: 8,
    balance: 0.25,
    calibration: { temperature: 1 },
  })
  return {
    roles: model.labels,
    temperature: 0.3,
    unseen: Math.max(LEAST_UNSEEN, 1 - rows.length / roles.length),
    columns: model.fitted.columns,
    weights: model.fitted.weights,
  }
}

function dropRareGrams(vectors: readonly SparseVector[]): SparseVector[] {
  let highest = -1
  for (const { index } of vectors) highest = Math.max(highest, index.at(-1) ?? -1)
  const texts = new Uint32Array(highest + 1)
  for (const { index } of vectors)
    for (const column of index) texts[column] = (texts[column] as number) + 1
  return vectors.map(({ index, value }) => {
    const kept = (column: number) => (texts[column] as number) >= LEAST_OF_GRAM
    return {
      index: index.filter(kept),
      value: value.filter((_, at) => kept(index[at] as number)),
    }
  })
}

/** Raw margins of every role. */
export function textMargins({ roles, columns, weights }: TextVoice, vector: SparseVector) {
  const size = roles.length
  const scores = weights.slice(columns.size * size)
  for (let k = 0; k < vector.index.length; k += 1) {
    const column = columns.get(vector.index[k] as number)
    if (column === undefined) continue
    const value = vector.value[k] as number
    for (let at = 0, from = column * size; at < size; at += 1, from += 1)
      scores[at] = (scores[at] as number) + (weights[from] as number) * value
  }
  return scores
}

/** Probability of every role by the words. */
export function textShares(voice: TextVoice, vector: SparseVector): Float32Array {
  return softmax(textMargins(voice, vector), voice.temperature)
}

/** The same voice with the temperature under which held-out orders are the least surprising. */
export function warmVoice(
  voice: TextVoice,
  held: readonly { vector: SparseVector; role: string }[],
): TextVoice {
  const rows = held.flatMap(({ vector, role }) => {
    const truth = voice.roles.indexOf(role)
    return truth < 0 ? [] : [{ scores: textMargins(voice, vector), truth }]
  })
  return rows.length < 20 ? voice : { ...voice, temperature: fitTemperature(rows) }
}

export interface SpokenWord {
  word: string
  start: number
  /** How much more it says for the role than for the others together. */
  weight: number
}

/** Which of the words spoke most for a role, the strongest first. */
export function spokenWords(
  voice: TextVoice,
  given: {
    role: string
    words: readonly { word: string; start: number }[]
    vectoriser: Vectoriser
  },
): SpokenWord[] {
  const own = voice.roles.indexOf(given.role)
  if (own < 0) return []
  const best = new Map<string, SpokenWord>()
  for (const { word, start } of given.words) {
    if (word.trim().length < 2 || best.has(word)) continue
    const weight = weightOfWord(voice, { own, word, vectoriser: given.vectoriser })
    if (weight > 0) best.set(word, { word, start, weight })
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight)
}

function weightOfWord(
  { roles, columns, weights }: TextVoice,
  { own, word, vectoriser }: { own: number; word: string; vectoriser: Vectoriser },
): number {
  const size = roles.length
  let weight = 0
  for (const hashed of vectoriser.vectorise(word).index) {
    const column = columns.get(hashed)
    if (column === undefined) continue
    const ofRoles = weights.subarray(column * size, (column + 1) * size)
    const mean = ofRoles.reduce((sum, x) => sum + x, 0) / size
    weight += (vectoriser.idf[hashed] ?? 0) * ((ofRoles[own] ?? 0) - mean)
  }
  return weight
}
