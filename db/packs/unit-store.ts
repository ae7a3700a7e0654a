import { sql } from 'kysely'
import type { Db } from '../client.ts'
import type { Unit } from './pack.ts'

const CHUNK = 500

/** Brings the table of units in line with a pack: new and changed ones are written, missing ones retired, none deleted. */
export async function saveUnits(trx: Db, units: Unit[], now: Date): Promise<void> {
  await retireMissing(trx, units, now)
  for (let start = 0; start < units.length; start += CHUNK) {
    await trx
      .insertInto('units')
      .values(
        units.slice(start, start + CHUNK).map((unit) => ({
          ...unit,
          active: true,
          updated_at: now,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((row) => ({
          name: row.ref('excluded.name'),
          short_names: row.ref('excluded.short_names'),
          level: row.ref('excluded.level'),
          kind: row.ref('excluded.kind'),
          parent_code: row.ref('excluded.parent_code'),
          district_code: row.ref('excluded.district_code'),
          duty: row.ref('excluded.duty'),
          on_call: row.ref('excluded.on_call'),
          active: row.ref('excluded.active'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .execute()
  }
}

/**
 * Retired units stay for the orders that name them. Their names carry their codes from then on, because a unit that
 * was given another code comes back under the same name. Units that exchange names get out of each other's way first.
 */
async function retireMissing(trx: Db, units: Unit[], now: Date): Promise<void> {
  const codes = units.map(({ code }) => code)
  const names = units.map(({ name }) => name)
  await sql`
    update units set active = false, updated_at = ${now}
    where active and code <> all(${codes}::text[])`.execute(trx)
  await sql`
    update units u set name = u.name || '（原代码' || u.code || '）'
    from unnest(${codes}::text[], ${names}::text[]) as new (code, name)
    where u.name = new.name and u.code <> new.code`.execute(trx)
}
