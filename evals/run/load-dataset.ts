import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../db/kernel/errors.ts'
import type {
  DialogueCase,
  DuplicateCase,
  EmergencyCase,
  QuestionCase,
  RequestCase,
  SecondLabel,
} from '../cases/case-formats.ts'
import { datasetDir } from '../cases/dataset-dir.ts'
import { type CaseKind, loadCases } from '../cases/read-cases.ts'
import { readRows } from '../data/read-rows.ts'
import { kindsOf } from './suite-list.ts'

export interface Dataset {
  requests: RequestCase[]
  emergencies: EmergencyCase[]
  questions: QuestionCase[]
  dialogues: DialogueCase[]
  duplicates: DuplicateCase[]
  /** Double labels with their first ones, of both splits: how far two people agree says nothing about the system. */
  labelledTwice: { first: RequestCase[]; second: SecondLabel[] }
  /** The files that were read, for the fingerprint. */
  files: string[]
  /** What was left aside in them. */
  warnings: string[]
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

interface Named {
  id: string
  split: 'dev' | 'holdout'
}

/** Answers are kept by id: a second case of the same id in another file gets a name of its own. */
function uniquely<C extends Named>(kind: string, cases: readonly C[], taken: Set<string>): C[] {
  return cases.map((c) => {
    let id = c.id
    for (let i = 1; taken.has(id); i++) id = `${kind}:${c.id}${i === 1 ? '' : `:${i}`}`
    taken.add(id)
    return id === c.id ? c : { ...c, id }
  })
}

/** What only cases of one kind have. */
const marks = {
  gold: 'requests',
  emergency: 'emergencies',
  answerable: 'questions',
  turns: 'dialogues',
  relation: 'duplicates',
} as const satisfies Record<string, CaseKind>

/** One file holds one kind of case: of suites that need several, those of its kind are run and the others are named as skipped. */
async function kindOfFile(
  file: string,
  kinds: ReadonlySet<CaseKind>,
): Promise<ReadonlySet<CaseKind>> {
  if (kinds.size === 1) return kinds
  const [row] = await readRows(file)
  const found = Object.entries(marks).find(([key]) => row && key in row.values)
  return found ? new Set([found[1]]) : kinds
}

/** The cases that the suites need, of the wanted split. */
export async function loadDataset(options: DatasetOptions): Promise<Dataset> {
  const { data, suites, split, ids } = options
  const found = await stat(data).catch((cause: unknown) => {
    throw new AppError('evals.no-data', { data, cause })
  })
  const isFile = found.isFile()
  const kinds = suites.flatMap((name) => (isFile ? kindsOf(name).slice(0, 1) : kindsOf(name)))
  const wanted = isFile ? await kindOfFile(data, new Set(kinds)) : new Set(kinds)
  const chosen = (c: Named) =>
    (split === 'all' || c.split === split) && (ids.length === 0 || ids.includes(c.id))
  const strict = resolve(data) === resolve(datasetDir)
  const files: string[] = []
  const warnings: string[] = []
  const taken = new Set<string>()
  const load = async <K extends Exclude<CaseKind, 'second-labels'>>(kind: K) => {
    if (!wanted.has(kind)) return []
    const read = await loadCases(data, kind, { strict })
    files.push(...read.files)
    warnings.push(...read.warnings)
    return uniquely(kind, read.cases, taken)
  }
  const requests = [...(await load('requests')), ...(await load('transcripts'))]
  const hasSecond = !isFile && wanted.has('requests')
  const second = hasSecond ? (await loadCases(data, 'second-labels', { strict })).cases : []
  return {
    requests: requests.filter(chosen),
    emergencies: (await load('emergencies')).filter(chosen),
    questions: (await load('questions')).filter(chosen),
    dialogues: (await load('dialogues')).filter(chosen),
    duplicates: (await load('duplicates')).filter(chosen),
    labelledTwice: { first: requests, second },
    files,
    warnings,
  }
}
