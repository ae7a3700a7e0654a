import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { AppError } from './errors.ts'
import type { Logger } from './log.ts'
import { makeDirectory } from './make-directory.ts'

export const IDENTITY_KEY_FILE = 'identity.key'
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const FORMAT = 1

/** Keeps a requester's identity apart and unreadable (promise 3): AES-256-GCM for values, HMAC-SHA256 to find them again. */
export interface Secrets {
  /** Names the key on each row, so that a key change is noticed and can be carried out row by row. */
  readonly keyId: string
  encrypt(text: string): Buffer
  /** Throws `secret.undecryptable` when the key is another one or a byte was changed. */
  decrypt(sealed: Buffer): string
  /** The same text gives the same index; without the key it tells nothing, not even by trying all phone numbers. */
  index(text: string): Buffer
}

/** Layout of a sealed value: format (1 byte), iv (12), tag (16), ciphertext. */
export function createSecrets(key: Buffer): Secrets {
  if (key.length !== KEY_BYTES) {
    throw new AppError('config.invalid', { detail: 'IDENTITY_KEY 不是 32 字节' })
  }
  const encryptionKey = derive(key, 'encrypt')
  const indexKey = derive(key, 'index')
  return {
    keyId: derive(key, 'key-id').toString('hex').slice(0, 16),
    encrypt: (text) => seal(encryptionKey, text),
    decrypt: (sealed) => open(encryptionKey, sealed),
    index: (text) => createHmac('sha256', indexKey).update(text, 'utf8').digest(),
  }
}

/** One key for each purpose, so that an index never weakens the encryption. */
function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `jiesu/${purpose}`, KEY_BYTES))
}

function seal(key: Buffer, text: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([FORMAT]), iv, cipher.getAuthTag(), body])
}

function open(key: Buffer, sealed: Buffer): string {
  try {
    if (sealed[0] !== FORMAT) throw new Error('unknown format')
    const iv = sealed.subarray(1, 1 + IV_BYTES)
    const tag = sealed.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    decipher.setAuthTag(tag)
    const body = sealed.subarray(1 + IV_BYTES + TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new AppError('secret.undecryptable', { cause })
  }
}

/**
 * The identity key: from IDENTITY_KEY; else, in the embedded shape, from a file in the data directory that is made
 * on first use. Production refuses to start without one: a key beside the data protects nobody there.
 */
export function loadIdentityKey(
  config: Pick<Config, 'identityKey' | 'shape' | 'dataDir'>,
  log: Logger,
): Buffer {
  if (config.identityKey !== undefined) return Buffer.from(config.identityKey, 'base64')
  if (config.shape === 'production') {
    const detail = '缺少 IDENTITY_KEY，请填 32 字节的 base64，例如 openssl rand -base64 32 的输出'
    throw new AppError('config.invalid', { detail })
  }
  const file = join(config.dataDir, IDENTITY_KEY_FILE)
  return readKeyFile(file) ?? makeKeyFile(config.dataDir, file, log)
}

function readKeyFile(file: string): Buffer | null {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
  const key = Buffer.from(content.trim(), 'base64')
  if (key.length === KEY_BYTES) return key
  throw new AppError('config.invalid', { detail: `${file} 已损坏，请从备份恢复` })
}

function makeKeyFile(dataDir: string, file: string, log: Logger): Buffer {
  const key = randomBytes(KEY_BYTES)
  try {
    makeDirectory(dataDir)
    // wx: never overwrite a key, or every identity stored so far is lost. flush: the key must outlive the first row.
    writeFileSync(file, `${key.toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      const written = readKeyFile(file)
      if (written !== null) return written
    }
    throw new AppError('db.directory-unwritable', { dir: dataDir, cause })
  }
  log.warn(
    { file },
    'made an identity key beside the data; set IDENTITY_KEY for anything but a trial',
  )
  return key
}
