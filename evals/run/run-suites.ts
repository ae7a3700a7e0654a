import { performance } from 'node:perf_hooks'
import type { Pack } from '../../db/packs/pack.ts'
import type { ProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import type { EmergencyCase, RequestCase } from '../cases/case-formats.ts'
import { playDialogue } from '../dialogue/play-dialogue.ts'
import type { CaseResult } from '../report/report-format.ts'
import type { JudgeContext } from '../suites/judge-context.ts'
import { answerCases, type RunContext } from './answer-cases.ts'
import {
  createSlicer,
  judgeAnswers,
  judgeDialogues,
  judgeEmergencies,
  judgePairs,
  judgeRequests,
  judgeSearches,
} from './judge-answers.ts'
import type { Dataset } from './load-dataset.ts'
import type { Subjects } from './subjects.ts'
import { requestSuites } from './suite-list.ts'

export interface SuiteRun {
  suites: readonly string[]
  dataset: Dataset
  pack: Pack
  subjects: Subjects
  judge: JudgeContext
  context: RunContext
  /** `ws://…/ws/chat` of the server to talk to, started when it is first needed. */
  chatUrl: () => Promise<string>
}

/** Proposals for requests (or emergencies), each made once for all suites that look at them. */
export function proposeAll(
  cases: readonly (RequestCase | EmergencyCase)[],
  { subjects, context }: Pick<SuiteRun, 'subjects' | 'context'>,
  key = 'propose',
): Promise<Map<string, ProposalLine>> {
  return answerCases(cases, (c) => subjects.propose(c.id, c), { context, label: '建议', key })
}

async function overRequests(run: SuiteRun): Promise<CaseResult[]> {
  const { dataset, suites, pack, judge } = run
  const wanted = requestSuites.filter((suite) => suites.includes(suite.name))
  const needsCases = wanted.length > 0 || suites.includes('emergency')
  if (!needsCases) return []
  const answers = await proposeAll(dataset.requests, run)
  const slicesOf = createSlicer(pack, judge)
  const results = wanted.flatMap((suite) =>
    judgeRequests(suite, dataset.requests, { answers, context: judge, slicesOf }),
  )
  if (!suites.includes('emergency')) return results
  const emergencies = await proposeAll(dataset.emergencies, run)
  const all = [...dataset.emergencies, ...dataset.requests]
  return [...judgeEmergencies(all, new Map([...answers, ...emergencies])), ...results]
}

async function overQuestions(run: SuiteRun): Promise<CaseResult[]> {
  const { dataset, suites, pack, subjects, context } = run
  const results: CaseResult[] = []
  if (suites.includes('retrieval')) {
    const search = async (c: { text: string }) => {
      const started = performance.now()
      const ids = await subjects.search(c.text)
      return { ids, ms: Math.round((performance.now() - started) * 100) / 100 }
    }
    const found = await answerCases(dataset.questions, search, {
      context,
      label: '检索',
      key: 'search',
    })
    results.push(...judgeSearches(dataset.questions, found))
  }
  if (suites.includes('answer')) {
    const options = { context, label: '答复', key: 'ask' }
    const found = await answerCases(dataset.questions, (c) => subjects.ask(c), options)
    results.push(...judgeAnswers(dataset.questions, found, pack))
  }
  return results
}

async function overPairs({ dataset, suites, subjects, context }: SuiteRun): Promise<CaseResult[]> {
  if (!suites.includes('duplicates')) return []
  const options = { context, label: '重复', key: 'relate' }
  const found = await answerCases(dataset.duplicates, (c) => subjects.relate(c), options)
  return judgePairs(dataset.duplicates, found)
}

async function overDialogues({
  dataset,
  suites,
  context,
  chatUrl,
}: SuiteRun): Promise<CaseResult[]> {
  if (!suites.includes('dialogue') || dataset.dialogues.length === 0) return []
  const play = async (c: (typeof dataset.dialogues)[number]) => playDialogue(c, await chatUrl())
  const options = { context, label: '对话', key: 'dialogue' }
  return judgeDialogues(dataset.dialogues, await answerCases(dataset.dialogues, play, options))
}

/** Runs the wanted suites over the dataset and judges every case. */
export async function runSuites(run: SuiteRun): Promise<CaseResult[]> {
  return [
    ...(await overRequests(run)),
    ...(await overPairs(run)),
    ...(await overQuestions(run)),
    ...(await overDialogues(run)),
  ]
}
