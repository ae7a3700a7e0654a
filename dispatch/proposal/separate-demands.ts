import type { Engine } from './engine.ts'
import { matterWords } from './matter-words.ts'
import { cutDemands, type Demand, looseCuts } from './split-demands.ts'

/**
 * So sure a piece must be of its matter to be a demand and not a remark: more where it is too short to have a matter of its own
 * ("另外要带什么"), or goes on with one ("另外收费也不透明"). Where nothing announces another matter, both sides must be plain.
 */
const surest = { usual: 0.3, short: 0.6, also: 0.75, plain: 0.85 }
const letters = { short: 9, plain: 5 }

export interface Separated {
  /** Each a text of the same length with everything else blank. */
  texts: string[]
  /** False: nothing but their classes says that they are two; they are one where the same unit leads. */
  announced: boolean
}

/**
 * The demands of a message. Counted points stay apart; after 另外 and the like a piece counts only if it is surely about another
 * class, or asks where the one before told; without any such word only plain matters are told apart.
 */
export function separateDemands(engine: Engine, own: string): Separated {
  const cut = cutDemands(own)
  const demands = cut.length < 2 ? cut : joinSame(engine, own, cut)
  const blank = (list: readonly { start: number; end: number }[]) =>
    list.map(({ start, end }) => blankOutside(own, start, end))
  if (demands.length > 1) return { texts: blank(demands), announced: true }
  const found = separatePlain(engine, own)
  return found.length < 2
    ? { texts: [own], announced: true }
    : { texts: blank(found), announced: false }
}

interface Best {
  code: string
  p: number
  /** Letters that say what and not where. */
  letters: number
}

const lettersOf = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '').length

/** The matter (level 2) that words are most likely about; where they are said to be says nothing of it. */
function bestOf(engine: Engine, words: string): Best {
  const matter = matterWords(engine, words)
  const { p } = engine.classifier.classify(matter)
  let best: Best = { code: '', p: 0, letters: lettersOf(matter) }
  for (const [code, share] of p)
    if (code.length === MATTER && share > best.p) best = { ...best, code, p: share }
  return best
}

/** Digits of a code at level 2. */
const MATTER = 4

/** How sure a piece behind 另外 and the like must be. */
function leastOf(words: string): number {
  const own = words.replace(/^[^\p{L}]*(?:另外|此外|还有|再就是|再有|对了|同时|其次)/u, '')
  if (/^[^\p{L}]*[\p{L}\p{N}]{0,8}[也都]/u.test(own)) return surest.also
  return lettersOf(own) < letters.short ? surest.short : surest.usual
}

/** "顺便问一下": a question after what was told is another demand, of the same class too. */
const asking =
  /^[^\p{L}]*(?:另外|此外|顺便|对了|同时|还有)?[,，]?(?:我|还|也|再|想|要|就是){0,5}(?:问|咨询)/u
const question = /[?？]|怎么|如何|多少|什么|哪|能不能|是否|吗/

function joinSame(engine: Engine, own: string, demands: readonly Demand[]): Demand[] {
  const joined: (Demand & { code: string })[] = []
  for (const demand of demands) {
    const words = own.slice(demand.start, demand.end)
    const { code, p } = bestOf(engine, words)
    const last = joined.at(-1)
    const told = last ? own.slice(last.start, last.end) : ''
    const asks = asking.test(words) && question.test(words) && !question.test(told)
    const isOther = demand.counted || asks || (p >= leastOf(words) && code !== last?.code)
    if (last && !isOther) last.end = demand.end
    else joined.push({ ...demand, code })
  }
  return joined
}

/** Pieces at the loose cuts, each joined to the one before unless both are plain and of two matters. */
function separatePlain(engine: Engine, own: string): { start: number; end: number }[] {
  const starts = [0, ...looseCuts(own)]
  if (starts.length < 2) return []
  const joined: { start: number; end: number; best: Best }[] = []
  for (const [at, start] of starts.entries()) {
    const end = starts[at + 1] ?? own.length
    const words = own.slice(start, end)
    const best = bestOf(engine, words)
    const last = joined.at(-1)
    if (last && isPlain(best) && isPlain(last.best) && best.code !== last.best.code)
      joined.push({ start, end, best })
    else if (last) {
      last.end = end
      if (!(last.best.p >= surest.plain)) last.best = bestOf(engine, own.slice(last.start, end))
    } else joined.push({ start, end, best })
  }
  return joined
}

const isPlain = (best: Best) => best.p >= surest.plain && best.letters >= letters.plain

function blankOutside(text: string, start: number, end: number): string {
  return ' '.repeat(start) + text.slice(start, end) + ' '.repeat(text.length - end)
}
