import { bigrams, unigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'

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

/** Polite and asking words say nothing of the matter. */
const filler =
  /请问|您好|你好|怎么|如何|什么|哪里|哪儿|多少|可以|是否|需要|应该|一下|我想|想问|咨询|吗|呢|啊|呀|的|了|在/g

function tokens(text: string): Set<string> {
  const plain = normaliseText(text)
  const core = plain.replace(filler, ' ')
  const pairs = bigrams(core)
  return new Set(pairs.length > 1 ? pairs : [...bigrams(plain), ...unigrams(plain)])
}

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

const know = (item: ClusterItem): Known => ({ ...item, tokens: tokens(item.text) })

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
