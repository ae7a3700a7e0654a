import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { packSchemas } from './pack-schemas.ts'

const dir = fileURLToPath(new URL('schemas', import.meta.url))

describe('db/packs/schemas', () => {
  it('is what the program reads by; remake it with `npx jiesu pack schemas`', () => {
    const stored = Object.fromEntries(
      readdirSync(dir).map((file) => [
        file.replace(/[.]schema[.]json$/, ''),
        JSON.parse(readFileSync(`${dir}/${file}`, 'utf8')) as unknown,
      ]),
    )
    expect(stored).toEqual(JSON.parse(JSON.stringify(packSchemas())))
  })
})
