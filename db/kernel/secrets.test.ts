import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { createSecrets, IDENTITY_KEY_FILE, loadIdentityKey } from './secrets.ts'

describe('secrets', () => {
  const key = randomBytes(32)
  const secrets = createSecrets(key)

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(secrets.decrypt(secrets.encrypt(text))).toBe(text)
      }),
    )
  })

  it('seals the same text differently each time', () => {
    expect(secrets.encrypt('王秀兰')).not.toEqual(secrets.encrypt('王秀兰'))
  })

  it('notices a change of any byte, a cut and another key', () => {
    const sealed = secrets.encrypt('13800138000')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => secrets.decrypt(changed)).toThrow('IDENTITY_KEY')
      expect(() => secrets.decrypt(sealed.subarray(0, at))).toThrow('IDENTITY_KEY')
    }
    expect(() => createSecrets(randomBytes(32)).decrypt(sealed)).toThrow('IDENTITY_KEY')
  })

  it('indexes the same text alike under one key only', () => {
    const other = createSecrets(randomBytes(32))
    expect(secrets.index('13800138000')).toEqual(createSecrets(key).index('13800138000'))
    expect(secrets.index('13800138000')).not.toEqual(secrets.index('13800138001'))
    expect(secrets.index('13800138000')).not.toEqual(other.index('13800138000'))
    expect(secrets.keyId).toBe(createSecrets(key).keyId)
    expect(secrets.keyId).not.toBe(other.keyId)
  })

  it('refuses a key of another length', () => {
    expect(() => createSecrets(randomBytes(16))).toThrow('32')
  })
})

describe('identity key', () => {
  let dataDir: string
  const warnings: string[] = []
  const log = createLog({ logLevel: 'warn' }, { write: (line) => warnings.push(line) })
  beforeEach(() => {
    warnings.length = 0
    dataDir = mkdtempSync(join(tmpdir(), 'jiesu-key-'))
    return () => rmSync(dataDir, { recursive: true })
  })
  const load = (part: object = {}) =>
    loadIdentityKey({ shape: 'embedded', dataDir, identityKey: undefined, ...part }, log)

  it('comes from the environment first', () => {
    expect(load({ identityKey: Buffer.alloc(32, 1).toString('base64') })).toEqual(
      Buffer.alloc(32, 1),
    )
  })

  it('is made once in the embedded shape, for the owner alone, with a warning', () => {
    const key = load({ dataDir: join(dataDir, 'new') })
    expect(key).toHaveLength(32)
    expect(load({ dataDir: join(dataDir, 'new') })).toEqual(key)
    const file = join(dataDir, 'new', IDENTITY_KEY_FILE)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('IDENTITY_KEY')
    expect(warnings[0]).not.toContain(readFileSync(file, 'utf8').trim())
  })

  it('is never replaced when the file is damaged', () => {
    writeFileSync(join(dataDir, IDENTITY_KEY_FILE), 'short')
    expect(() => load()).toThrow('备份')
    expect(readFileSync(join(dataDir, IDENTITY_KEY_FILE), 'utf8')).toBe('short')
  })

  it('must be given in production', () => {
    expect(() => load({ shape: 'production' })).toThrow('IDENTITY_KEY')
  })

  it('says when it cannot be written', () => {
    const file = join(dataDir, 'file')
    writeFileSync(file, '')
    expect(() => load({ dataDir: file })).toThrow(file)
  })
})
