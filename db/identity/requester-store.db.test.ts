import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecrets } from '../kernel/secrets.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { normalisePhone, revealRequester, saveRequester } from './requester-store.ts'

describe('requester identity', () => {
  const secrets = createSecrets(randomBytes(32))
  const now = new Date('2026-03-01T09:30:00Z')
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.destroy())

  it('stores nothing readable and gives it back', async () => {
    const id = await saveRequester(database.db, secrets, {
      name: ' 王秀兰 ',
      phone: '138 0013 8000',
      now,
    })
    const row = await database.db
      .selectFrom('requesters')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.key_id).toBe(secrets.keyId)
    for (const bytes of [row.name_ct, row.phone_ct, row.phone_index]) {
      expect(bytes?.includes('王秀兰')).toBe(false)
      expect(bytes?.includes('8000')).toBe(false)
    }
    expect(row.phone_index).toEqual(secrets.index('13800138000'))
    expect(await revealRequester(database.db, secrets, id)).toEqual({
      name: '王秀兰',
      phone: '138 0013 8000',
    })
  })

  it('takes a person who says nothing about themselves', async () => {
    const id = await saveRequester(database.db, secrets, { name: '', phone: null, now })
    expect(await revealRequester(database.db, secrets, id)).toEqual({ name: null, phone: null })
  })

  it('says so when the key is another one', async () => {
    const id = await saveRequester(database.db, secrets, { name: '李强', phone: null, now })
    await expect(
      revealRequester(database.db, createSecrets(randomBytes(32)), id),
    ).rejects.toMatchObject({ code: 'secret.undecryptable' })
  })

  it.each([
    ['+86 138-0013-8000', '13800138000'],
    ['008613800138000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['010-8640 1234', '01086401234'],
    ['8610', '8610'],
  ])('reads %s as %s', (written, number) => {
    expect(normalisePhone(written)).toBe(number)
  })
})
