import { stat } from 'node:fs/promises'
import type {
  DialogueCase,
  EmergencyCase,
  QuestionCase,
  RequestCase,
  SecondLabel,
} from '../cases/case-formats.ts'
import { type CaseKind, filesOfKind, loadCases } from '../cases/read-cases.ts'
import { kindsOf } from './suite-list.ts'

export interface Dataset {
  requests: RequestCase[]
  emergencies: EmergencyCase[]
  questions: QuestionCase[]
  dialogues: DialogueCase[]
  /** Double labels with their first ones, of both splits: how far two people agree says nothing about the system. */
  labelledTwice: { first: RequestCase[]; second: SecondLabel[] }
  /** The files that were read, for the fingerprint. */
  files: string[]
}

export type SplitChoice = 'dev' | 'holdout' | 'all'

export interface DatasetOptions {
  /** A folder of the documented files, or one file of the kind that the suite needs. */
  data: string
  suites: readonly string[]
  split: SplitChoice
  /** Only these cases. */
  ids: readonly string[]
}

/** The cases that the suites need, of the wanted split. */
export async function loadDataset(options: DatasetOptions): Promise<Dataset> {
  const { data, suites, split, ids } = options
  const isFile = (await stat(data).catch(() => null))?.isFile() ?? false
  const wanted = new Set<CaseKind>(
    suites.flatMap((name) => (isFile ? kindsOf(name).slice(0, 1) : kindsOf(name))),
  )
  const chosen = (c: { id: string; split: string }) =>
    (split === 'all' || c.split === split) && (ids.length === 0 || ids.includes(c.id))
  const files: string[] = []
  const load = async <K extends CaseKind>(kind: K) => {
    if (!wanted.has(kind)) return []
    files.push(...(isFile ? [data] : await filesOfKind(data, kind)))
    return loadCases(data, kind)
  }
  const requests = [...(await load('requests')), ...(await load('transcripts'))]
  const second = !isFile && wanted.has('requests') ? await loadCases(data, 'second-labels') : []
  return {
    requests: requests.filter(chosen),
    emergencies: (await load('emergencies')).filter(chosen),
    questions: (await load('questions')).filter(chosen),
    dialogues: (await load('dialogues')).filter(chosen),
    labelledTwice: { first: requests, second },
    files,
  }
}
