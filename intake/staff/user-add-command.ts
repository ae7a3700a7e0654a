import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createStaffUser } from './create-staff-user.ts'
import { randomPassword } from './password.ts'

const usage = 'jiesu user add --login NAME --name 姓名 --roles a,b [--unit CODE] [--password-stdin]'

export interface UserAddDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  stdin: Readable
  print(line: string): void
}

function parse(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      login: { type: 'string' },
      name: { type: 'string' },
      roles: { type: 'string' },
      unit: { type: 'string' },
      'password-stdin': { type: 'boolean', default: false },
    },
    strict: true,
  })
  const { login, name, roles } = values
  if (!login || !name || !roles) throw new AppError('command.usage', { usage })
  return { ...values, login, name, roles: roles.split(',').map((role) => role.trim()) }
}

/**
 * `jiesu user add`: a password is read from standard input, never from the arguments, which every user of the machine can
 * see; without one a password is made and printed once.
 */
export async function runUserAdd(args: string[], deps: UserAddDeps): Promise<number> {
  const values = parse(args)
  const typed = values['password-stdin'] ? (await text(deps.stdin)).split(/\r?\n/)[0] : undefined
  const password = typed ?? randomPassword()
  await createStaffUser(deps, {
    login: values.login,
    displayName: values.name,
    password,
    roles: values.roles,
    ...(values.unit ? { unit: values.unit } : {}),
  })
  deps.print(`已新增账号 · added: ${values.login}`)
  if (typed === undefined) {
    deps.print(`密码（只显示这一次） · password (shown once): ${password}`)
  }
  return 0
}
