import type { WordSpan } from '../protocol/call-api.ts'
import type { Line } from './call-text.ts'
import { cleanSpeech } from './clean-speech.ts'
import { NUMBER } from './numbers.ts'

const MAX = 400
const LONG_CLAUSE = 60

const smallTalk =
  /^(?:喂|你好|您好|请问|是的?|对+|好的?|行|嗯|谢谢(?:您|你)?|再见|麻烦(?:您|你)了?|没了|就这(?:些|样)|哦|噢|那|我想(?:问|反映)(?:一下|下|个)?|我要(?:投诉|举报|反映))+$/u
const wanted = /要求|希望|请(?:你们|尽快)|想让|能不能|应该|投诉|举报|什么时候|怎么(?:办|弄)|赔|退/u
const measured = new RegExp(
  `${NUMBER}(?:号楼|单元|室|号|天|个月|年|点|元|块|万|人|户|次|家)|老人|孩子|孕妇|残疾|轮椅|病`,
  'u',
)

interface Clause {
  text: string
  score: number
  order: number
}

/**
 * The matter in the citizen's own words: what carries nothing is left out, and of a long call the clauses that the
 * understanding rests on, wishes and measured facts stay, in their order. Nothing is invented.
 */
export function summarise(lines: readonly Line[], evidence: readonly WordSpan[]): string {
  const clauses = lines
    .filter((line) => line.speaker !== 'operator')
    .flatMap((line) => clausesOf(line, evidence))
    .map((clause, order): Clause => ({ ...clause, order }))
  const seen = new Set<string>()
  const fresh = clauses.filter(({ text }) => (seen.has(text) ? false : seen.add(text)))
  return joinClauses(choose(fresh).map(({ text }) => text))
}

function choose(clauses: readonly Clause[]): Clause[] {
  let left = MAX
  const kept: Clause[] = []
  for (const clause of [...clauses].sort((a, b) => b.score - a.score || a.order - b.order)) {
    if (clause.text.length + 1 > left) continue
    left -= clause.text.length + 1
    kept.push(clause)
  }
  return kept.sort((a, b) => a.order - b.order)
}

function clausesOf(line: Line, evidence: readonly WordSpan[]): Omit<Clause, 'order'>[] {
  const { text, spanOf } = cleanSpeech(line.text)
  const clauses: Omit<Clause, 'order'>[] = []
  for (const match of text.matchAll(/[^，,。！？!?；;\s]+/gu)) {
    for (const [at, piece] of cutLong(match[0])) {
      if (smallTalk.test(piece) || piece.length < 2) continue
      const [start, end] = spanOf(match.index + at, match.index + at + piece.length)
      clauses.push({ text: piece, score: scoreOf(piece, countIn(line, evidence, [start, end])) })
    }
  }
  return clauses
}

function countIn(line: Line, evidence: readonly WordSpan[], [start, end]: [number, number]) {
  return evidence.filter((s) => s.segment === line.id && s.start < end && s.end > start).length
}

function scoreOf(text: string, evidence: number): number {
  return 3 * Math.min(evidence, 3) + (wanted.test(text) ? 2 : 0) + (measured.test(text) ? 2 : 0)
}

/** Recognised speech may have no punctuation at all: it is cut before the words with which people go on. */
function cutLong(text: string): [number, string][] {
  if (text.length <= LONG_CLAUSE) return [[0, text]]
  const pieces: [number, string][] = []
  let from = 0
  for (const match of text.matchAll(
    /(?=然后|但是|而且|现在|所以|因为|我们|他们|物业说|结果|就是)/gu,
  )) {
    if (match.index - from < LONG_CLAUSE / 4) continue
    pieces.push([from, text.slice(from, match.index)])
    from = match.index
  }
  pieces.push([from, text.slice(from)])
  return pieces
}

function joinClauses(clauses: readonly string[]): string {
  return clauses.length === 0 ? '' : `${clauses.join('，')}。`
}
