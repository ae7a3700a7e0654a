import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import { readRows } from '../data/read-rows.ts'
import {
  dialogueCase,
  duplicateCase,
  emergencyCase,
  questionCase,
  requestCase,
  secondLabel,
} from './case-formats.ts'

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
  problems: CaseProblem[]
}

/** Reads one file; a line that does not have the format is a problem, never a silent loss. */
export async function readCaseFile<K extends CaseKind>(
  file: string,
  kind: K,
): Promise<CaseFile<K>> {
  const cases: CaseOf<K>[] = []
  const problems: CaseProblem[] = []
  const seen = new Set<string>()
  for (const { line, values } of await readRows(file)) {
    const parsed = caseKinds[kind].safeParse(values)
    if (!parsed.success) {
      const detail = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')
      problems.push({ file, line, detail })
      continue
    }
    const found = parsed.data as CaseOf<K>
    if (seen.has(found.id)) problems.push({ file, line, detail: `id ${found.id} occurs twice` })
    seen.add(found.id)
    cases.push(found)
  }
  return { cases, problems }
}

/** The files of one kind in a folder, in name order. */
export async function filesOfKind(dir: string, kind: CaseKind): Promise<string[]> {
  const names = await readdir(dir).catch(() => [])
  const pattern = new RegExp(`^${kind}(-\\w+)?\\.(jsonl|json|csv)$`)
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(dir, name))
}

/** All cases of one kind in a folder (or the file itself); throws at the first problem, because a wrong case is a wrong figure. */
export async function loadCases<K extends CaseKind>(
  dirOrFile: string,
  kind: K,
): Promise<CaseOf<K>[]> {
  const files = /\.\w+$/.test(basename(dirOrFile))
    ? [dirOrFile]
    : await filesOfKind(dirOrFile, kind)
  const all: CaseOf<K>[] = []
  for (const file of files) {
    const { cases, problems } = await readCaseFile(file, kind)
    const [problem] = problems
    if (problem) throw new AppError('evals.unreadable', { ...problem })
    all.push(...cases)
  }
  return all
}
