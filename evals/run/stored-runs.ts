import { readdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { readStoredRun } from '../report/store-report.ts'

/** Runs under the data directory, newest first: what the console's history shows. */
export async function listStoredRuns(dataDir: string): Promise<string[]> {
  const names = await readdir(join(dataDir, 'evals')).catch(() => [])
  return names
    .filter((name) => /^\d{8}-\d{6}-/.test(name))
    .sort()
    .reverse()
}

/** A folder, the id of a run under the data directory, or `last`. */
export async function findRunDir(run: string, dataDir: string): Promise<string> {
  if (run === 'last') {
    const [newest = ''] = await listStoredRuns(dataDir)
    return join(dataDir, 'evals', newest)
  }
  if (isAbsolute(run) || run.includes('/')) return run
  const runs = await listStoredRuns(dataDir)
  return runs.includes(run) ? join(dataDir, 'evals', run) : run
}

export async function openStoredRun(run: string, dataDir: string) {
  const dir = await findRunDir(run, dataDir)
  return { dir, ...(await readStoredRun(dir)) }
}
