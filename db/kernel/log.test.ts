import { describe, expect, it } from 'vitest'
import { AppError } from './errors.ts'
import { createLog } from './log.ts'

function capture(level: 'info' | 'error' = 'info') {
  const lines: string[] = []
  const log = createLog({ logLevel: level }, { write: (line) => lines.push(line) })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> }
}

describe('log', () => {
  it('hides who asked and what they said, down to the third level', () => {
    const { log, lines } = capture()
    const requester = { name: '王秀兰', phone: '010-86401234', contact_phone: '86401234' }
    log.info({ requester, ...requester, request: { requester, text: '电梯坏了', token: 'abc' } })
    expect(lines[0]).not.toMatch(/王秀兰|8640|电梯|abc/)
    expect(lines[0]).toContain('[hidden]')
  })

  it('hides query codes, passwords and cookies', () => {
    const { log, lines } = capture()
    log.warn({ query_code: 'K7Q2', req: { password: 'p1', headers: { cookie: 'sid=1' } } })
    expect(lines[0]).not.toMatch(/K7Q2|p1|sid=1/)
  })

  it('hides a mobile number wherever it stands, and leaves other digits alone', () => {
    const { log, last } = capture()
    const id = '0198a3c4-1380-7013-8000-138001380001'
    log.info({ n: 13800138000, id, took: 1.5 }, '来电 13800138000，时间 1772357400123')
    expect(last()).toMatchObject({ n: 13800000000, id, took: 1.5 })
    expect(last()['msg']).toBe('来电 13800000000，时间 1772357400123')
  })

  it('hides the row that PostgreSQL shows in an error, and keeps code and cause', () => {
    const { log, lines, last } = capture()
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (phone)=(86401234) already exists.',
    })
    log.error({ err: new AppError('db.unreachable', { detail: '库', cause }) }, 'failed')
    log.error({ err: cause }, 'failed')
    expect(lines.join('')).not.toContain('86401234')
    expect(last()['err']).toMatchObject({ code: '23505', message: 'duplicate key' })
  })

  it('writes nothing below its level', () => {
    const { log, lines } = capture('error')
    log.info('hello')
    expect(lines).toEqual([])
  })
})
