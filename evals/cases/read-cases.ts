import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import { type Row, readRows } from '../data/read-rows.ts'
import {
  dialogueCase,
  duplicateCase,
  emergencyCase,
  questionCase,
  requestCase,
  secondLabel,
} from './case-formats.ts'
import { dropUnknownKeys, forgiveCase } from './forgive-case.ts'

/** The files of a dataset folder and their formats; `requests.jsonl` may be continued in `requests-2.jsonl` and so on. */
export const caseKinds = {
  requests: requestCase,
  transcripts: requestCase,
  emergencies: emergencyCase,
  questions: questionCase,
  dialogues: dialogueCase,
  duplicates: duplicateCase,
  'second-labels': secondLabel,
} as const
export type CaseKind = keyof typeof caseKinds
export type CaseOf<K extends CaseKind> = z.infer<(typeof caseKinds)[K]>

export interface CaseProblem {
  file: string
  line: number
  detail: string
}

export interface CaseFile<K extends CaseKind> {
  cases: CaseOf<K>[]
  /** Lines that are no case, and ids that occur twice. */
  problems: CaseProblem[]
  /** Keys that the format does not know: left aside, because a misspelt one would otherwise be judged as "not stated" unseen. */
  ignored: CaseProblem[]
}

const describe = (issues: readonly z.core.$ZodIssue[]) =>
  issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')

type Read<K extends CaseKind> = { found: CaseOf<K>; dropped: string[] } | { detail: string }

function readCase<K extends CaseKind>({ line, values }: Row, kind: K): Read<K> {
  const format = caseKinds[kind]
  const given = forgiveCase(values, `${kind}-${line}`)
  const first = format.safeParse(given)
  if (first.success) return { found: first.data as CaseOf<K>, dropped: [] }
  const known = dropUnknownKeys(given, first.error.issues)
  if (known === null) return { detail: describe(first.error.issues) }
  const second = format.safeParse(known.values)
  return second.success
    ? { found: second.data as CaseOf<K>, dropped: known.dropped }
    : { detail: describe(second.error.issues) }
}

/** Reads one file; a line that does not have the format is a problem, never a silent loss. */
export async function readCaseFile<K extends CaseKind>(
  file: string,
  kind: K,
): Promise<CaseFile<K>> {
  const cases: CaseOf<K>[] = []
  const problems: CaseProblem[] = []
  const ignored: CaseProblem[] = []
  const seen = new Set<string>()
  for (const row of await readRows(file)) {
    const { line } = row
    const read = readCase(row, kind)
    if ('detail' in read) {
      problems.push({ file, line, detail: read.detail })
      continue
    }
    const { found, dropped } = read
    if (seen.has(found.id)) problems.push({ file, line, detail: `id ${found.id} occurs twice` })
    if (dropped.length > 0) ignored.push({ file, line, detail: dropped.join(', ') })
    seen.add(found.id)
    cases.push(found)
  }
  return { cases, problems, ignored }
}

/** The files of one kind in a folder, in name order. */
export async function filesOfKind(dir: string, kind: CaseKind): Promise<string[]> {
  const names = await readdir(dir).catch(() => [])
  const pattern = new RegExp(`^${kind}(-\\w+)?\\.(jsonl|json|csv|xlsx)$`)
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(dir, name))
}

export interface LoadedCases<K extends CaseKind> {
  cases: CaseOf<K>[]
  files: string[]
  /** What was left aside: keys of one's own, lines that are no case. */
  warnings: string[]
}

/** More than this share of wrong lines is a wrong file. */
const MAX_WRONG = 0.1

function warningsOf(file: string, { ignored, problems }: CaseFile<CaseKind>): string[] {
  const keys = [...new Set(ignored.flatMap(({ detail }) => detail.split(', ')))]
  return [
    ...(keys.length === 0
      ? []
      : [
          `${file}：${ignored.length} 行里有格式不认识的键，已略过：${keys.slice(0, 8).join('、')}`,
        ]),
    ...problems.slice(0, 5).map((p) => `${file} 第 ${p.line} 行：${p.detail}`),
    ...(problems.length > 5 ? [`${file}：另有 ${problems.length - 5} 行有问题`] : []),
  ]
}

/**
 * All cases of one kind in a folder (or the file itself). The project's own cases must be without a fault, because a wrong case is
 * a wrong figure; in somebody else's file a few wrong lines are named and left out.
 */
export async function loadCases<K extends CaseKind>(
  dirOrFile: string,
  kind: K,
  { strict = true }: { strict?: boolean } = {},
): Promise<LoadedCases<K>> {
  const isFile = (await stat(dirOrFile).catch(() => null))?.isFile() ?? false
  const files = isFile ? [dirOrFile] : await filesOfKind(dirOrFile, kind)
  const cases: CaseOf<K>[] = []
  const warnings: string[] = []
  for (const file of files) {
    const read = await readCaseFile(file, kind)
    const [problem] = read.problems
    const isTooWrong = read.problems.length > MAX_WRONG * (read.cases.length + read.problems.length)
    if (problem && (strict || isTooWrong)) throw new AppError('evals.unreadable', { ...problem })
    cases.push(...read.cases)
    warnings.push(...warningsOf(file, read))
  }
  return { cases, files, warnings }
}
