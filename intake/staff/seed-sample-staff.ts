import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createStaffUser } from './create-staff-user.ts'
import { countStaff, listSampleLogins } from './staff-view.ts'

/** `samples.yaml` of a pack: accounts to try the system with. */
const samplesFile = z.object({
  password: z.string(),
  users: z.array(
    z.object({
      login: z.string(),
      display_name: z.string(),
      roles: z.array(z.string()),
      unit: z.string().optional(),
    }),
  ),
})

export interface SampleSignIn {
  login: string
  password: string
  display_name: string
}

async function readSamples(packDir: string): Promise<z.infer<typeof samplesFile> | null> {
  const file = join(packDir, 'samples.yaml')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    // A city that wants no sample accounts has no such file.
    return null
  }
  const parsed = samplesFile.safeParse(parse(text))
  if (parsed.success) return parsed.data
  throw new AppError('pack.unreadable', { detail: `${file}：${parsed.error.issues[0]?.message}` })
}

/**
 * Makes the sample accounts where there are no accounts at all, and returns those that can sign in with the printed
 * password. Called for the embedded shape only: production has none (`jiesu user add`).
 */
export async function seedSampleStaff(
  { database, clock }: { database: Pick<Database, 'db'>; clock: Clock },
  packDir: string,
): Promise<SampleSignIn[]> {
  const samples = await readSamples(packDir)
  if (!samples) return []
  const { password } = samples
  if ((await countStaff(database.db)) === 0) {
    for (const user of samples.users) {
      const { login, roles, unit } = user
      await createStaffUser(
        { database, clock },
        {
          login,
          displayName: user.display_name,
          password,
          roles,
          sample: true,
          ...(unit ? { unit } : {}),
        },
      )
    }
  }
  const there = await listSampleLogins(database.db)
  return samples.users
    .filter((user) => there.includes(user.login))
    .map(({ login, display_name }) => ({ login, password, display_name }))
}
