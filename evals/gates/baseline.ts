import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import { type CaseResult, figureFormat, type Report } from '../report/report-format.ts'

/** `R` right, `W` wrong, `?` could not be scored, `-` not in that suite; one letter a suite, in the order of `suites`. */
const verdicts = z.string()

const entry = z.object({
  run: z.string(),
  date: z.string(),
  split: z.string(),
  data: z.string(),
  suites: z.array(
    z.object({ name: z.string(), n: z.number(), metrics: z.record(z.string(), figureFormat) }),
  ),
  cases: z.record(z.string(), verdicts),
})
export type BaselineEntry = z.infer<typeof entry>

/** One baseline per embedder: a fallback is measured against itself, never against the better model. */
const baselineFormat = z.object({ format: z.literal(1), embedders: z.record(z.string(), entry) })
export type Baseline = z.infer<typeof baselineFormat>

/** Reads a baseline file; null where there is none yet. */
export async function readBaseline(file: string): Promise<Baseline | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  const parsed = baselineFormat.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new AppError('evals.unreadable', { file, line: 0, detail: parsed.error.issues[0]?.message })
}

const letter = (right: boolean | null) => {
  if (right === null) return '?'
  return right ? 'R' : 'W'
}

/** Verdict of each case in each suite, compact enough for a file that is committed. */
export function caseLetters(suites: readonly string[], results: readonly CaseResult[]) {
  const cases: Record<string, string[]> = {}
  for (const result of results) {
    const letters = cases[result.id] ?? suites.map(() => '-')
    letters[suites.indexOf(result.suite)] = letter(result.right)
    cases[result.id] = letters
  }
  return Object.fromEntries(
    Object.entries(cases)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, letters]) => [id, letters.join('')]),
  )
}

export function toBaselineEntry(report: Report, results: readonly CaseResult[]): BaselineEntry {
  const timeless = ([name]: [string, unknown]) => !name.startsWith('ms_')
  return {
    run: report.run.id,
    date: report.run.started_at.slice(0, 10),
    split: report.run.split,
    data: report.run.fingerprint.data,
    suites: report.suites.map(({ name, n, metrics }) => ({
      name,
      n,
      // Milliseconds belong to a machine; the ratio to a yardstick of the same run stays.
      metrics: Object.fromEntries(Object.entries(metrics).filter(timeless)),
    })),
    cases: caseLetters(
      report.suites.map((s) => s.name),
      results,
    ),
  }
}

/** Writes this run as the baseline of its embedder; the others stay as they are. */
export async function writeBaseline(
  file: string,
  embedder: string,
  value: BaselineEntry,
): Promise<void> {
  const known = (await readBaseline(file)) ?? { format: 1, embedders: {} }
  const embedders = { ...known.embedders, [embedder]: value }
  const sorted = Object.fromEntries(Object.entries(embedders).sort(([a], [b]) => (a < b ? -1 : 1)))
  await writeFile(file, `${JSON.stringify({ format: 1, embedders: sorted }, null, 2)}\n`)
}
