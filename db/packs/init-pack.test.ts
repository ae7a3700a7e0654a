import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { initPack } from './init-pack.ts'
import { lintPack } from './lint/lint-pack.ts'
import { readPack } from './read-pack.ts'

const lexicon = (name: string) =>
  `name: ${name}\nrules:\n  - id: fire\n    any: [着火]\n    examples: [家里着火了]\n`

describe('initPack', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'jiesu-init-'))
    mkdirSync(join(root, 'sample', 'lexicons'), { recursive: true })
    mkdirSync(join(root, 'sample', 'emergency-examples'))
    const files = {
      'texts.yaml': 'greeting: { zh: 您好, en: Hello }\n',
      'lexicons/emergency.yaml': lexicon('emergency'),
      'lexicons/other-cities.yaml': lexicon('outside-duties'),
      'emergency-examples/now.csv': 'text,number\n家里着火了,119\n',
    }
    for (const [file, text] of Object.entries(files))
      writeFileSync(join(root, 'sample', file), text)
    return () => rmSync(root, { recursive: true })
  })

  it('makes a pack that reads, with the words of danger and without the other cities of the sample', async () => {
    const dir = join(root, 'city')
    initPack(dir, join(root, 'sample'))
    const positions = new Map()
    const pack = await readPack(dir, positions)
    expect(Object.keys(pack.lexicons)).toEqual(['emergency'])
    expect(pack.texts['greeting']?.zh).toBe('您好')
    expect(pack.emergency_examples).toHaveLength(1)
    expect(existsSync(join(dir, 'emergency-examples.csv'))).toBe(false)
    expect(lintPack(pack, positions, '2026-11-22').map(({ check }) => check)).toEqual([
      'pack.no-place',
      'pack.no-class',
      'pack.no-catalogue',
    ])
  })

  it('leaves a folder alone that already holds something', () => {
    expect(() => initPack(join(root, 'sample'), join(root, 'sample'))).toThrow('已经有文件')
  })
})
