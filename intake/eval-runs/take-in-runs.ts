import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { insertFinishedRun } from './eval-run-store.ts'
import { keptFiles, readFinishedRun } from './read-finished-run.ts'

const waitingDir = (dataDir: string) => join(dataDir, 'evals', 'waiting')

/**
 * Lays a finished run down for the server to take in: the embedded database belongs to one process, and while the server runs a
 * command cannot write to it.
 */
export async function leaveForServer(dir: string, options: { dataDir: string; run: string }) {
  const target = join(waitingDir(options.dataDir), options.run)
  const half = `${target}.part`
  await mkdir(half, { recursive: true })
  for (const name of keptFiles) await cp(join(dir, name), join(half, name))
  await rm(target, { recursive: true, force: true })
  await rename(half, target)
}

/** Stores the runs that commands left behind; returns how many are new. One that cannot be read stays where it is. */
export async function takeInRuns({
  database,
  clock,
  dataDir,
}: {
  database: Pick<Database, 'db'>
  clock: Clock
  dataDir: string
}): Promise<number> {
  const names = await readdir(waitingDir(dataDir)).catch(() => [])
  let taken = 0
  for (const name of names.filter((n) => !n.endsWith('.part')).sort()) {
    const dir = join(waitingDir(dataDir), name)
    const run = await readFinishedRun(dir).catch(() => null)
    if (run === null) continue
    if (await insertFinishedRun(database.db, run, clock.now())) taken += 1
    await rm(dir, { recursive: true, force: true })
  }
  return taken
}
