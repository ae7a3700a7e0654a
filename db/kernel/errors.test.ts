import { describe, expect, it } from 'vitest'
import { AppError, errorCodes, fillText } from './errors.ts'

describe('error catalogue', () => {
  it.each(errorCodes)('%s has a stable code, a status and a Chinese sentence', (code) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)
    const { message, status } = new AppError(code)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(message).toMatch(/[\u4e00-\u9fff]/)
    expect(message).toMatch(/[。？！）}…]$/)
  })

  it('fills in values and keeps the cause for the log', () => {
    const cause = new Error('EACCES')
    const error = new AppError('db.directory-unwritable', { dir: '/data', cause })
    expect(error.message).toContain('/data')
    expect(error.cause).toBe(cause)
    expect(new AppError('job.not-found')).not.toHaveProperty('cause')
  })

  it('leaves an unknown name visible', () => {
    expect(fillText('{a} {b}', { a: 1 })).toBe('1 {b}')
  })
})
