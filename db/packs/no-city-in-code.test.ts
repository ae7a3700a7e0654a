import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(`${root}/${file}`))
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8')

/** Names of every city whose pack is in the tree: its code, its full name and its short names of two signs or more. */
const cities = tracked
  .filter((file) => /[/]packs[/][^/]+[/]pack[.]yaml$/.test(file))
  .flatMap((file) => {
    const meta = parse(read(file)) as { code: string; city: string; city_short?: string[] }
    return [meta.code, meta.city, ...(meta.city_short ?? [])].filter((name) => name.length > 1)
  })

const shipped = tracked.filter(
  (file) =>
    /^(db|kb|dispatch|intake|evals|scripts)[/]/.test(file) &&
    /[.](ts|tsx|mjs|css|html|sql|sh)$/.test(file) &&
    !/[.](test|e2e)[.]tsx?$|\/testing\//.test(file),
)

describe('a city is data', () => {
  it('knows the cities to look for and has code to look at', () => {
    expect(cities.length).toBeGreaterThan(2)
    expect(shipped.length).toBeGreaterThan(200)
  })

  it('has no city’s name in code', () => {
    const found = shipped.flatMap((file) => {
      const text = read(file)
      return cities.filter((name) => text.includes(name)).map((name) => `${file}: ${name}`)
    })
    expect(found).toEqual([])
  })
})
