import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { requireMigrated, withDatabase } from '../../intake/commands/database-commands.ts'
import { insertFinishedRun } from '../../intake/eval-runs/eval-run-store.ts'
import { readFinishedRun } from '../../intake/eval-runs/read-finished-run.ts'
import { leaveForServer } from '../../intake/eval-runs/take-in-runs.ts'

/** `--store`: puts a finished run into the console's history, or lays it down for the server that holds the database. */
export async function storeRun(
  dir: string,
  { dataDir, run }: { dataDir: string; run: string },
): Promise<string> {
  const finished = await readFinishedRun(dir)
  try {
    const isNew = await withDatabase(async ({ database }) => {
      await requireMigrated(database)
      return insertFinishedRun(database.db, finished, systemClock.now())
    })
    return isNew ? '已存入工作台的评测记录。' : '工作台的评测记录里已有这次运行。'
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'db.directory-locked')) throw error
    await leaveForServer(dir, { dataDir, run })
    return '服务正在使用数据库：已留给它，打开工作台的“评测”页时取入。'
  }
}
