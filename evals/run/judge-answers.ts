import type { Pack } from '../../db/packs/pack.ts'
import type { ProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import { markdownText } from '../../kb/article/markdown-text.ts'
import type {
  DialogueCase,
  DuplicateCase,
  EmergencyCase,
  QuestionCase,
  RequestCase,
} from '../cases/case-formats.ts'
import { requestSlices, wordSlices } from '../cases/slices.ts'
import { createUnitRarity } from '../cases/unit-examples.ts'
import type { DialogueRun } from '../dialogue/dialogue-run.ts'
import { judgeDialogue } from '../dialogue/judge-dialogue.ts'
import { type CaseResult, caseResult } from '../report/report-format.ts'
import { judgeAnswer } from '../suites/answer-suite.ts'
import { judgePair } from '../suites/duplicate-suite.ts'
import { judgeEmergency } from '../suites/emergency-suite.ts'
import type { JudgeContext } from '../suites/judge-context.ts'
import type { Judged, RequestSuite } from '../suites/request-suite.ts'
import type { FoundRelation } from './relate-pair.ts'

/** Slice functions of a pack's requests. */
export function createSlicer(pack: Pack, context: JudgeContext) {
  const corpus = pack.examples.map((example) => example.text).join('\n')
  const known = new Map<string, boolean>()
  const seenPlace = (place: string) => {
    // Citizens say 望京, not 朝阳区望京街道.
    const spoken = place.replace(/^.+?区(?=.)/, '').replace(/(街道|地区|镇|乡)$/, '')
    const seen = known.get(spoken) ?? corpus.includes(spoken)
    known.set(spoken, seen)
    return seen
  }
  const firstLevel = (code: string) => context.className(code.slice(0, 2))
  const unitExamples = createUnitRarity(pack)
  return (c: RequestCase) => requestSlices(c, { firstLevel, seenPlace, unitExamples })
}

function toResult(
  base: { suite: string; id: string; text: string; slices: Record<string, string> },
  judged: Judged,
): CaseResult {
  const slices = { ...base.slices, ...judged.slices }
  return caseResult.parse({ ...base, ...judged, slices })
}

/** Judges the proposals of all requests under one suite. */
export function judgeRequests(
  suite: RequestSuite,
  cases: readonly RequestCase[],
  {
    answers,
    context,
    slicesOf,
  }: {
    answers: ReadonlyMap<string, ProposalLine>
    context: JudgeContext
    slicesOf: (c: RequestCase) => Record<string, string>
  },
): CaseResult[] {
  return cases.flatMap((c): CaseResult[] => {
    const found = answers.get(c.id)
    const judged = found ? suite.judge(c, found, context) : null
    if (!found || !judged) return []
    const lines = found.evidence.filter((e) => suite.about.includes(e.for))
    const evidence = lines
      .filter((e) => e.source !== 'neighbour')
      .map(({ source, text, why }) => ({ source, text, why }))
    const nearest = lines
      .filter((e) => e.source === 'neighbour')
      .map(({ text, why }) => ({ text, label: why }))
    const base = { suite: suite.name, id: c.id, text: c.text, slices: slicesOf(c) }
    const reason = judged.reason || c.why
    return [toResult(base, { evidence, nearest, ms: found.ms, ...judged, reason })]
  })
}

/** Judges emergencies, near misses and, for false cards, ordinary requests. */
export function judgeEmergencies(
  cases: readonly (EmergencyCase | RequestCase)[],
  answers: ReadonlyMap<string, ProposalLine>,
): CaseResult[] {
  return cases.flatMap((c): CaseResult[] => {
    const found = answers.get(c.id)
    const judged = found ? judgeEmergency(c, found) : null
    if (!found || !judged) return []
    const evidence = found.evidence
      .filter((e) => e.for === 'triage')
      .map(({ source, text, why }) => ({ source, text, why }))
    const base = { suite: 'emergency', id: c.id, text: c.text, slices: wordSlices(c) }
    return [toResult(base, { evidence, ms: found.ms, ...judged })]
  })
}

export function judgeAnswers(
  cases: readonly QuestionCase[],
  answers: ReadonlyMap<string, AskResult>,
  pack: Pack,
): CaseResult[] {
  const texts = new Map(
    pack.articles.map((a) => [a.id, `${a.title}\n${markdownText(a.body)}\n${a.body}`]),
  )
  return cases.flatMap((c): CaseResult[] => {
    const found = answers.get(c.id)
    if (!found) return []
    const base = {
      suite: 'answer',
      id: c.id,
      text: c.text,
      slices: wordSlices(c),
    }
    return [
      toResult(
        base,
        judgeAnswer(c, found, (id) => texts.get(id) ?? ''),
      ),
    ]
  })
}

/** The rank of the first acceptable article for each answerable question. */
export function judgeSearches(
  cases: readonly QuestionCase[],
  answers: ReadonlyMap<string, { ids: string[]; ms: number }>,
): CaseResult[] {
  return cases.flatMap((c): CaseResult[] => {
    const found = answers.get(c.id)
    if (!found || !c.answerable || c.article.length === 0) return []
    const at = found.ids.findIndex((id) => c.article.includes(id))
    const base = {
      suite: 'retrieval',
      id: c.id,
      text: c.text,
      slices: wordSlices(c),
    }
    const judged: Judged = {
      right: at === 0,
      rank: at < 0 ? null : at + 1,
      truth: c.article.join('、'),
      proposed: found.ids[0] ?? '',
      reason: `前五：${found.ids.slice(0, 5).join('、')}`,
      ms: found.ms,
    }
    return [toResult(base, judged)]
  })
}

export function judgeDialogues(
  cases: readonly DialogueCase[],
  runs: ReadonlyMap<string, DialogueRun>,
): CaseResult[] {
  return cases.flatMap((c): CaseResult[] => {
    const run = runs.get(c.id)
    if (!run) return []
    const text = c.turns.map((turn) => ('say' in turn ? turn.say : JSON.stringify(turn))).join('\n')
    const slices = wordSlices({ text, channel: c.channel, slices: c.slices })
    return [toResult({ suite: 'dialogue', id: c.id, text, slices }, judgeDialogue(c, run))]
  })
}

export function judgePairs(
  cases: readonly DuplicateCase[],
  answers: ReadonlyMap<string, FoundRelation>,
): CaseResult[] {
  return cases.flatMap((c): CaseResult[] => {
    const found = answers.get(c.id)
    if (!found) return []
    const text = `${c.a.text}\n——\n${c.b.text}`
    return [
      toResult(
        { suite: 'duplicates', id: c.id, text, slices: wordSlices({ text, slices: c.slices }) },
        { ...judgePair(c, found), ms: found.ms },
      ),
    ]
  })
}
