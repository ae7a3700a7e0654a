import { pickEncoded } from './history-encoder.ts'
import {
  type EncodedRows,
  fitVoices,
  type LabelledText,
  type VoiceOptions,
  type Voices,
} from './history-voices.ts'
import { seededRandom, shuffledOrders } from './seeded-random.ts'
import type { HeardText } from './stack-voices.ts'

/**
 * What the voices say of every row, each time learnt from the other parts alone. Groups stay in one part, so that no row is
 * heard by models that know it.
 */
export function hearByParts(
  { rows, encoded }: EncodedRows,
  options: VoiceOptions & { parts: number },
): { heard: HeardText[]; labels: readonly string[] } {
  const labels = [...new Set(rows.map((row) => row.label))].sort()
  const position = new Map(labels.map((label, at) => [label, at]))
  const partOf = splitRows(rows, options)
  const heard: HeardText[] = new Array(rows.length)
  for (let part = 0; part < options.parts; part++) {
    const learnt = [...rows.keys()].filter((at) => partOf[at] !== part)
    const voices = fitVoices(
      learnt.map((at) => rows[at] as LabelledText),
      pickEncoded(encoded, learnt),
      { ...options, positions: learnt },
    )
    for (const [at, row] of rows.entries()) {
      if (partOf[at] !== part) continue
      const said = spread(voices.listen(encoded, at), voices, position)
      heard[at] = { voices: said, truth: position.get(row.label) ?? -1 }
    }
  }
  return { heard, labels }
}

/** The part of each row; rows of one group share theirs. */
function splitRows(
  rows: readonly LabelledText[],
  { parts, seed }: { parts: number; seed: number },
): number[] {
  const groups = new Map<string, number>()
  const keyOf = ({ group, text }: LabelledText) => group ?? text
  for (const row of rows) if (!groups.has(keyOf(row))) groups.set(keyOf(row), groups.size)
  const [order = []] = shuffledOrders(groups.size, { rounds: 1, random: seededRandom(seed) })
  return rows.map((row) => (order[groups.get(keyOf(row)) ?? 0] ?? 0) % parts)
}

/** Scores in the order of all labels; one that the other parts do not have is as unlikely as the unlikeliest. */
function spread(
  said: readonly Float32Array[],
  { labels }: Voices,
  position: ReadonlyMap<string, number>,
): Float32Array[] {
  if (labels.length === position.size) return [...said]
  return said.map((scores) => {
    const all = new Float32Array(position.size).fill(Math.min(...scores))
    labels.forEach((label, at) => {
      all[position.get(label) ?? 0] = scores[at] as number
    })
    return all
  })
}
