import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from './config.ts'
import { environmentSchema } from './environment-schema.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const messageOf = (env: Record<string, string>) => {
  try {
    loadConfig(env)
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

describe('loadConfig', () => {
  it('needs nothing for the embedded shape, which listens on this machine alone', () => {
    const config = loadConfig({})
    expect(config).toMatchObject({
      shape: 'embedded',
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('.data'),
      modelDir: resolve('.data/models'),
      embedder: 'auto',
      logLevel: 'info',
      sessionHours: 12,
      tls: false,
      trustProxy: false,
      databaseUrl: undefined,
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('becomes the production shape through DATABASE_URL alone', () => {
    const config = loadConfig({ DATABASE_URL: 'postgres://u:p@db/jiesu', PORT: '80' })
    expect(config).toMatchObject({ shape: 'production', host: '0.0.0.0', port: 80 })
    expect(loadConfig({ DATABASE_URL: 'postgres://db/x', HOST: '::1' }).host).toBe('::1')
  })

  it('counts an empty variable as absent', () => {
    expect(loadConfig({ DATABASE_URL: '', REDIS_URL: ' ', PORT: '' })).toEqual(loadConfig({}))
  })

  it.each([
    ['true', true],
    ['false', false],
    ['2', 2],
    ['10.0.0.1,10.0.0.2', '10.0.0.1,10.0.0.2'],
  ])('reads TRUST_PROXY=%s', (text, value) => {
    expect(loadConfig({ TRUST_PROXY: text }).trustProxy).toBe(value)
  })

  it.each([
    [{ PORT: 'abc' }, 'PORT=abc，请填 0 到 65535'],
    [{ PORT: '70000' }, 'PORT=70000'],
    [{ EMBEDDER: 'gpt' }, 'EMBEDDER=gpt，请填 auto'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL=loud'],
    [{ TLS: 'yes' }, 'TLS=yes，请填 true 或 false'],
    [{ SESSION_HOURS: '0' }, 'SESSION_HOURS=0'],
    [{ PUBLIC_URL: 'example.cn' }, 'PUBLIC_URL=example.cn'],
    [{ EMBEDDER: 'openai' }, '缺少 EMBEDDING_BASE_URL，EMBEDDER=openai 需要它'],
  ])('names variable, value and fix of %o', (env, expected) => {
    expect(messageOf(env)).toContain(expected)
    expect(messageOf(env)).toContain('.env.example')
  })

  it('names all that is wrong at once, and never a secret', () => {
    const message = messageOf({
      PORT: 'x',
      DATABASE_URL: 'mysql://u:hunter2@db',
      IDENTITY_KEY: 'hunter2',
    })
    expect(message).toContain('PORT=x')
    expect(message).toContain('DATABASE_URL，请填 postgres://')
    expect(message).toContain('IDENTITY_KEY，请填 32 字节')
    expect(message).not.toContain('hunter2')
    expect(loadConfig({ IDENTITY_KEY: key }).identityKey).toBe(key)
  })

  it('has every variable in .env.example, and nothing else there', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const documented = [...example.matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
    // Read by the compose file alone, for its own database.
    const own = documented.filter((name) => name !== 'POSTGRES_PASSWORD')
    expect(own.sort()).toEqual(Object.keys(environmentSchema.shape).sort())
  })
})
