import { randomInt } from 'node:crypto'

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A request or order number: day in the city's time zone, running number, check digit. The running number comes
 * from a database sequence (never from counting rows, which two servers would do at the same time).
 */
export function formatNumber(prefix: string, at: Date, running: number, timezone: string): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone })
    .format(at)
    .replaceAll('-', '')
  const digits = `${day}${String(running).padStart(6, '0')}`
  return `${prefix}${digits}${checkDigit(digits)}`
}

/** Luhn's check digit: catches any single wrong digit and most swapped neighbours when read out on the phone. */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const value = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return String((10 - (sum % 10)) % 10)
}

/** A secret code of ten letters and digits (49 bits) that are hard to mistake for each other. */
export function newQueryCode(): string {
  return Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** People type codes with spaces, hyphens and small letters. */
export function normaliseQueryCode(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '')
}
