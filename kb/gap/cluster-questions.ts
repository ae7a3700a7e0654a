import { contentPairs } from './content-pairs.ts'

export interface ClusterItem {
  id: string
  text: string
  /** Absent without an embedder that ranks. */
  vector?: Float32Array | undefined
}

export interface Cluster {
  /** An open ticket, or null for a new one. */
  id: string | null
  items: ClusterItem[]
}

/** By words alone two ways of asking the same share at least this much of their pairs of characters. */
const SAME_WORDS = 0.45
/** By meaning; sentence models put any two questions about one city above .5. */
const SAME_MEANING = 0.8

function dice(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let both = 0
  for (const token of a) if (b.has(token)) both += 1
  return (2 * both) / (a.size + b.size)
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b || a.length !== b.length) return 0
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}

interface Known extends ClusterItem {
  tokens: Set<string>
}

const know = (item: ClusterItem): Known => ({ ...item, tokens: contentPairs(item.text) })

/** How alike two questions are; from 1 on they ask the same. */
function likeness(a: Known, b: Known): number {
  return Math.max(dice(a.tokens, b.tokens) / SAME_WORDS, cosine(a.vector, b.vector) / SAME_MEANING)
}

/** The share of alike questions joins (pure): to the nearest open ticket, else to a new group by its first question. */
export function clusterQuestions(
  items: readonly ClusterItem[],
  open: readonly { id: string; items: readonly ClusterItem[] }[],
): Cluster[] {
  const groups: { id: string | null; held: Known[]; items: ClusterItem[] }[] = open.map((one) => ({
    id: one.id,
    held: one.items.map(know),
    items: [],
  }))
  for (const item of items) {
    const known = know(item)
    let best: { at: number; value: number } | null = null
    groups.forEach((group, at) => {
      const value = Math.max(0, ...group.held.map((held) => likeness(held, known)))
      if (value >= 1 && value > (best?.value ?? 0)) best = { at, value }
    })
    const at = (best as { at: number } | null)?.at
    const group = at === undefined ? undefined : groups[at]
    if (group) {
      group.items.push(item)
      // The first ones stand for the ticket: it must not wander away question by question.
      if (group.held.length < 12) group.held.push(known)
    } else groups.push({ id: null, held: [known], items: [item] })
  }
  return groups
    .filter((group) => group.items.length > 0)
    .map(({ id, items: found }) => ({ id, items: found }))
}

/** The question that says it best: the one most like the others, the shorter of two. */
export function titleOf(items: readonly ClusterItem[]): string {
  const known = items.map(know)
  const value = (one: Known) => known.reduce((sum, other) => sum + likeness(one, other), 0)
  const sorted = [...known].sort((a, b) => value(b) - value(a) || a.text.length - b.text.length)
  return sorted[0]?.text ?? ''
}
