import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../db/kernel/errors.ts'
import { renderHtml } from './render-html.ts'
import { renderJunit } from './render-junit.ts'
import { renderMarkdown } from './render-markdown.ts'
import { type CaseResult, caseResult, type Report, reportFormat } from './report-format.ts'
import { toKeptRun } from './to-kept-run.ts'

type Write = (name: string, text: string) => Promise<void>

/** The files of a finished run. Held-back cases stay unread: their words are in no file unless asked for. */
export async function storeReport(
  write: Write,
  report: Report,
  results: readonly CaseResult[],
): Promise<void> {
  const lines = results.map((r) => `${JSON.stringify(r)}\n`)
  await write('report.json', `${JSON.stringify(report, null, 1)}\n`)
  await write('cases.jsonl', lines.join(''))
  await write('kept.json', `${JSON.stringify(toKeptRun(report, results))}\n`)
  await renderAll(write, report, results)
}

/** The readable forms of a report. */
export async function renderAll(
  write: Write,
  report: Report,
  results: readonly CaseResult[],
): Promise<void> {
  await write('report.html', renderHtml(report, results))
  await write('report.md', renderMarkdown(report))
  await write('junit.xml', renderJunit(report))
}

/** Reads a stored run; `evals.run-unknown` where the folder holds none. */
export async function readStoredRun(
  dir: string,
): Promise<{ report: Report; results: CaseResult[] }> {
  try {
    const report = reportFormat.parse(JSON.parse(await readFile(join(dir, 'report.json'), 'utf8')))
    const lines = (await readFile(join(dir, 'cases.jsonl'), 'utf8')).split('\n').filter(Boolean)
    return { report, results: lines.map((line) => caseResult.parse(JSON.parse(line))) }
  } catch (cause) {
    throw new AppError('evals.run-unknown', { run: dir, cause })
  }
}
