import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keptRun } from '../protocol/eval-api.ts'
import type { FinishedRun } from './eval-run-store.ts'

/** The files of a finished run that the database keeps. */
export const keptFiles = ['kept.json', 'report.json', 'report.html'] as const

/** Reads what `jiesu evals run` left in a folder; throws where it is not whole. */
export async function readFinishedRun(dir: string): Promise<FinishedRun> {
  const [kept, reportJson, reportHtml] = await Promise.all(
    keptFiles.map((name) => readFile(join(dir, name), 'utf8')),
  )
  if (kept === undefined || reportJson === undefined || reportHtml === undefined) {
    throw new Error(`${dir} is not whole`)
  }
  const digest = createHash('sha256').update(reportJson).digest('hex')
  return { ...keptRun.parse(JSON.parse(kept)), reportJson, reportHtml, digest }
}
