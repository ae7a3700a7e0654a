import type { RequestKind } from '../../db/packs/pack.ts'
import { requestKinds } from '../../db/packs/pack.ts'
import type { Evidence } from '../proposal/proposal.ts'
import { type KindCue, kindCues } from './kind-cues.ts'

export interface KindDecision {
  kind: RequestKind
  /** How far the best kind is ahead of the next, in cue weights. */
  lead: number
  evidence: Evidence | null
}

/** What the way of putting it is worth; chosen on the development half of the project's requests. */
const learnedWeight = 2.5

/** The class's usual kind is worth one clear cue: most people name the matter and not the act. */
const priorWeight = 1.8

/**
 * To report, to propose and to praise are acts that show in the words; a class where many do so makes a bare
 * description ("门口有人占道") no more than a complaint.
 */
const actShare: Partial<Record<RequestKind, number>> = {
  tip_off: 0.5,
  assistance: 0.7,
  suggestion: 0.3,
  commendation: 0.8,
}

export interface KindOptions {
  words: string
  original: string
  /** How likely each kind is by the classes that the text may belong to, or by the special case of R11. */
  usual: ReadonlyMap<RequestKind, number>
  /** How likely each kind is by the way in which the words are put, where a model was learnt. */
  learned?: ReadonlyMap<RequestKind, number> | null
  /** True when `usual` is no guess from the class and needs no question's words to hold. */
  isSpecial?: boolean
}

/**
 * The kind of a request (R2) from what the citizen does with words, with the usual kind of the class as prior.
 * `words` is normalised, `original` has the same length.
 */
export function decideKind(options: KindOptions): KindDecision {
  const { words, original, usual, learned = null, isSpecial = false } = options
  const cues = kindCues.flatMap((cue) => {
    const match = cue.pattern.exec(words)
    return match ? [{ ...cue, match }] : []
  })
  const mayAsk = mayBeQuestion(words)
  const asks = (mayAsk && soundsAsked(learned)) || cues.some(isQuestionCue)
  const scores = priorScores(usual, isSpecial || asks || isTopic(words))
  const heard = (kind: RequestKind) =>
    kind === 'inquiry' && !mayAsk && !isSpecial ? unaskedShare : 1
  const votes = [
    ...cues.map(({ kind, weight }) => [kind, weight] as const),
    ...[...(learned ?? [])].map(([kind, p]) => [kind, learnedWeight * heard(kind) * p] as const),
  ]
  for (const [kind, weight] of votes) scores.set(kind, (scores.get(kind) ?? 0) + weight)
  const [best, next] = [...scores].sort((a, b) => b[1] - a[1] || order(a[0]) - order(b[0]))
  const kind = best && best[1] > 0 ? best[0] : 'complaint'
  const [strongest] = cues
    .filter((cue) => cue.kind === kind && cue.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return {
    kind,
    lead: (best?.[1] ?? 0) - (next?.[1] ?? 0),
    evidence: strongest ? kindEvidence(kind, original, strongest.match) : null,
  }
}

const isQuestionCue = ({ kind, weight }: KindCue) => kind === 'inquiry' && weight > 0
const soundsAsked = (learned: KindOptions['learned']) => (learned?.get('inquiry') ?? 0) > 0.5

/** What somebody else does not know or say is no question of the citizen's. */
const saidUnknown =
  /(?:说|也|都)?不(?:知道|清楚?|晓得|说|告诉|解释|写)[^,，。]{0,4}(?:为什么|为啥|怎么|什么|啥|哪|谁|多少|原因)[^,，。?？]{0,4}/g

/**
 * What every question has in some place, and whoever wants to know how a thing is done. Without it a statement is no
 * question, however often its class is asked about ("药店拿医保卡刷洗衣液").
 */
const questionForm =
  /[?？]|[吗呢嘛]|么(?:$|[,，。])|什么|啥|怎|咋|如何|哪|谁|几(?=点|号|岁|时|月|个工作日|天(?:能|可))|多(?:少|久|大|长|高|远)|([能行是有要用该会算对让给准好])不\1|有没有|可不可以|可以不|[能可是]否|何时|想(?:问|知|了解|打听|咨询|查|办|申请|给[^,，。]{1,8}办)|咨询|请[问教]|问[一下问]|询问|打听|了解|告(?:知|诉我)|帮(?:我|忙)查|查一?下|\b(?:how|what|where|when|which|can|do|is|are)\b/i

/** Whether words can be a question at all (R2): they have a question's form, or they are a mere topic. */
export const mayBeQuestion = (words: string): boolean =>
  isTopic(words) || questionForm.test(words.replace(saidUnknown, ''))

/** Few words that name a topic ("居住证续签") are a question; a longer text asks only if it has a question's words. */
const topicLength = 12
const unaskedShare = 0.25

function isTopic(words: string): boolean {
  const letters = words.replace(/[^\p{L}\p{N}]/gu, '')
  return letters.length <= topicLength && !/[不没坏停漏吵乱堵差欠臭占]/.test(letters)
}

function priorScores(
  usual: ReadonlyMap<RequestKind, number>,
  mayAsk: boolean,
): Map<RequestKind, number> {
  const scores = new Map<RequestKind, number>(requestKinds.map((kind) => [kind, 0]))
  const add = (kind: RequestKind, score: number) =>
    scores.set(kind, (scores.get(kind) ?? 0) + score)
  for (const [kind, p] of usual) {
    const share = kind === 'inquiry' && !mayAsk ? unaskedShare : (actShare[kind] ?? 1)
    add(kind, p * priorWeight * share)
    add('complaint', p * priorWeight * (1 - share))
  }
  return scores
}

/** In a tie the kind that obliges a unit to act comes first. */
const preference: RequestKind[] = [
  'complaint',
  'assistance',
  'tip_off',
  'inquiry',
  'suggestion',
  'commendation',
]
const order = (kind: RequestKind) => preference.indexOf(kind)

export const kindNames: Record<RequestKind, string> = {
  inquiry: '咨询',
  assistance: '求助',
  complaint: '投诉',
  tip_off: '举报',
  suggestion: '建议',
  commendation: '表扬',
}

function kindEvidence(kind: RequestKind, original: string, match: RegExpExecArray): Evidence {
  const span: [number, number] = [match.index, match.index + match[0].length]
  return {
    for: 'kind',
    source: 'lexicon',
    ref: `kind/${kind}`,
    text: original.slice(...span),
    span,
    why: `按市民的表达判为${kindNames[kind]}（R2）`,
  }
}
