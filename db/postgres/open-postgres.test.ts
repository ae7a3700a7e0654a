import { describe, expect, it } from 'vitest'
import { createLog } from '../kernel/log.ts'
import { openPostgres } from './open-postgres.ts'

describe('openPostgres', () => {
  it('says which database cannot be reached and why, without the password', async () => {
    const log = createLog({ logLevel: 'silent' })
    const error: unknown = await openPostgres(
      'postgres://u:hunter2@127.0.0.1:9/jiesu',
      1,
      log,
    ).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'db.unreachable', status: 503 })
    expect(String(error)).toContain('127.0.0.1:9/jiesu')
    expect(String(error)).toContain('ECONNREFUSED')
    expect(String(error)).not.toContain('hunter2')
  })
})
