import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit, formatNumber, newQueryCode, normaliseQueryCode } from './order-numbers.ts'

describe('request and order numbers', () => {
  it('take the day from the city, not from the server', () => {
    const at = new Date('2026-11-21T17:00:00Z')
    expect(formatNumber('', at, 7, 'Asia/Shanghai')).toMatch(/^20261122000007\d$/)
    expect(formatNumber('G', at, 7, 'UTC')).toMatch(/^G20261121000007\d$/)
  })

  it('know the textbook check digit', () => {
    expect(checkDigit('7992739871')).toBe('3')
  })

  it('catch any single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{14}$/),
        fc.nat(13),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, by) => {
          const wrong = (Number(digits[at]) + by) % 10
          const changed = `${digits.slice(0, at)}${wrong}${digits.slice(at + 1)}`
          expect(checkDigit(changed)).not.toBe(checkDigit(digits))
        },
      ),
    )
  })

  it('make query codes that survive being typed badly', () => {
    const code = newQueryCode()
    expect(code).toMatch(/^[2-9A-HJ-NP-TV-Z]{10}$/)
    expect(normaliseQueryCode(` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `)).toBe(code)
    expect(newQueryCode()).not.toBe(code)
  })
})
