import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { runUserAdd } from '../staff/user-add-command.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'

/** `jiesu user add …` */
export function runUser(args: string[]): Promise<number> {
  const [what, ...rest] = args
  if (what !== 'add') {
    throw new AppError('command.usage', {
      usage: 'jiesu user add --login NAME --name 姓名 --roles a,b',
    })
  }
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    return runUserAdd(rest, {
      database,
      clock: systemClock,
      stdin: process.stdin,
      print: (line) => process.stdout.write(`${line}\n`),
    })
  })
}
