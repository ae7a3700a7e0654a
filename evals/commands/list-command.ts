import { parseArgs } from 'node:util'
import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { environment } from '../../intake/commands/environment.ts'
import type { QuestionCase, RequestCase } from '../cases/case-formats.ts'
import { type CaseChecker, createCaseChecker } from '../cases/check-cases.ts'
import { datasetDir } from '../cases/dataset-dir.ts'
import { type CaseKind, caseKinds, filesOfKind, readCaseFile } from '../cases/read-cases.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** `jiesu evals list [--data DIR]`: the suites, their files, and every case that is not as it should be (exit code 1). */
export async function runList(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } }, strict: true })
  const dir = values.data ?? datasetDir
  const checker = createCaseChecker(await readPack(loadConfig(environment()).packDir))
  const ids = new Set<string>()
  let wrong = 0
  let read = 0
  for (const kind of Object.keys(caseKinds) as CaseKind[]) {
    for (const file of await filesOfKind(dir, kind)) {
      read++
      wrong += await listFile(file, kind, { checker, ids })
    }
  }
  if (read === 0) throw new AppError('evals.no-data', { data: dir })
  return wrong > 0 ? 1 : 0
}

/** Prints one file with its problems and returns their number. */
async function listFile(
  file: string,
  kind: CaseKind,
  { checker, ids }: { checker: CaseChecker; ids: Set<string> },
): Promise<number> {
  const { cases, problems, ignored } = await readCaseFile(file, kind)
  const found = [
    ...problems.map((p) => `line ${p.line}: ${p.detail}`),
    ...ignored.map((p) => `line ${p.line}: unknown key ${p.detail}`),
  ]
  for (const c of cases) {
    const details = check(kind, c, checker)
    if (kind !== 'second-labels' && ids.has(c.id)) details.push('id occurs in another file')
    ids.add(c.id)
    found.push(...details.map((detail) => `${c.id}: ${detail}`))
  }
  const held = cases.filter((c) => 'split' in c && c.split === 'holdout').length
  say(`${kind.padEnd(14)} ${String(cases.length).padStart(5)} cases, ${held} held out  ${file}`)
  for (const problem of found) say(`  ✗ ${problem}`)
  return found.length
}

function check(kind: CaseKind, c: unknown, checker: CaseChecker): string[] {
  if (kind === 'requests' || kind === 'transcripts') return checker.request(c as RequestCase)
  if (kind === 'questions') return checker.question(c as QuestionCase)
  return []
}
