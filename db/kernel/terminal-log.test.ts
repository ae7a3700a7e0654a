import { describe, expect, it } from 'vitest'
import { readableLine } from './terminal-log.ts'

describe('readableLine', () => {
  it('shows time, weight, words and reason', () => {
    const line = readableLine(
      JSON.stringify({ level: 40, time: 0, msg: 'made an identity key', err: { message: 'why' } }),
    )
    expect(line).toMatch(/^\d\d:\d\d:\d\d 注意 made an identity key：why\n$/)
  })

  it('leaves what it cannot read', () => {
    expect(readableLine('plain\n')).toBe('plain\n')
  })
})
