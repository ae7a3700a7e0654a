import type { Db } from '../client.ts'
import { type Id, newId } from '../kernel/ids.ts'
import type { Secrets } from '../kernel/secrets.ts'

export interface Requester {
  name: string | null
  phone: string | null
}

export interface NewRequester {
  name: string | null
  phone: string | null
  now: Date
}

/**
 * Stores who asked, apart from what was asked and encrypted (promise 3). Both parts may be null: there is no real-name
 * rule (R9). The phone number can be found again only through its keyed index.
 */
export async function saveRequester(
  trx: Db,
  secrets: Secrets,
  { name, phone, now }: NewRequester,
): Promise<Id> {
  const id = newId(now.getTime())
  const given = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim())
  const [ownName, ownPhone] = [given(name), given(phone)]
  await trx
    .insertInto('requesters')
    .values({
      id,
      key_id: secrets.keyId,
      name_ct: ownName === null ? null : secrets.encrypt(ownName),
      phone_ct: ownPhone === null ? null : secrets.encrypt(ownPhone),
      phone_index: ownPhone === null ? null : secrets.index(normalisePhone(ownPhone)),
      created_at: now,
    })
    .execute()
  return id
}

/**
 * Reads a requester's identity. The caller checks the right to it and writes the audit event with its purpose first.
 * Throws `secret.undecryptable` with another key.
 */
export async function revealRequester(db: Db, secrets: Secrets, id: string): Promise<Requester> {
  const row = await db
    .selectFrom('requesters')
    .select(['name_ct', 'phone_ct'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    name: row.name_ct && secrets.decrypt(row.name_ct),
    phone: row.phone_ct && secrets.decrypt(row.phone_ct),
  }
}

/** One number, one index, however it was written: `+86 138-0013-8000`, `１３８００１３８０００`. */
export function normalisePhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '')
  return digits.replace(/^(00)?86(?=1[3-9]\d{9}$)/, '')
}
