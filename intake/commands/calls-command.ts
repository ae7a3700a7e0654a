import { parseArgs } from 'node:util'
import type { Db } from '../../db/client.ts'
import { systemClock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createCallToken, revokeCallToken } from '../calls/call-tokens.ts'
import { listTokens } from '../calls/token-view.ts'
import { requireMigrated, withDatabase } from './database-commands.ts'

const usage = 'jiesu calls token add --name NAME | list | revoke --name NAME'
const say = (text: string) => process.stdout.write(`${text}\n`)

/** `jiesu calls token …`: the keys with which telephone systems send transcripts. */
export function runCalls(args: string[]): Promise<number> {
  const [what, action = '', ...rest] = args
  const { values } = parseArgs({ args: rest, options: { name: { type: 'string' } } })
  const known = action === 'list' || ((action === 'add' || action === 'revoke') && values.name)
  if (what !== 'token' || !known) throw new AppError('command.usage', { usage })
  const name = values.name ?? ''
  return withDatabase(async ({ database }) => {
    await requireMigrated(database)
    const deps = { database, clock: systemClock }
    if (action === 'add') say(await createCallToken(deps, name))
    else if (action === 'revoke') await revokeCallToken(deps, name)
    else await list(database.db)
    return 0
  })
}

async function list(db: Db): Promise<void> {
  for (const row of await listTokens(db)) {
    const used = row.last_used_at?.toISOString() ?? '未使用'
    say(`${row.name}  ${row.revoked_at ? '已停用' : '可用'}  最近使用 ${used}`)
  }
}
